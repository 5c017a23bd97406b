package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the module's folder, seen from this package.
const root = "../.."

const (
	maxFileLines    = 400
	maxFuncLines    = 60
	maxPackageFiles = 15
)

// exempt names what may break a rule, with the reason.
var exempt = map[string]string{
	"avgiftslista/place.go":         "a box on a page is measured in points, not in kronor",
	"casework/labelled/labelled.go": "shares of readings that were right",
}

// source is a parsed Go file of the module.
type source struct {
	path  string // below the root
	set   *token.FileSet
	file  *ast.File
	lines int
}

func (s source) test() bool          { return strings.HasSuffix(s.path, "_test.go") }
func (s source) room() string        { return filepath.ToSlash(filepath.Dir(s.path)) }
func (s source) line(n ast.Node) int { return s.set.Position(n.Pos()).Line }

// sources parses every Go file of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "bin") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%v", err)
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		list = append(list, source{path: filepath.ToSlash(rel), set: set, file: file, lines: set.File(file.FileStart).LineCount()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestSizes(t *testing.T) {
	t.Parallel()
	files := map[string]int{}
	for _, s := range sources(t) {
		if s.test() || ast.IsGenerated(s.file) {
			continue
		}
		files[s.room()]++
		if s.lines > maxFileLines && exempt[s.path] == "" {
			t.Errorf("%s has %d lines; the ceiling is %d", s.path, s.lines, maxFileLines)
		}
		for _, decl := range s.file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.set.Position(fn.End()).Line - s.line(fn) + 1
			if lines > maxFuncLines && exempt[s.path+" "+fn.Name.Name] == "" {
				t.Errorf("%s:%d: %s has %d lines; the ceiling is %d", s.path, s.line(fn), fn.Name.Name, lines, maxFuncLines)
			}
		}
	}
	for room, n := range files {
		if n > maxPackageFiles && exempt[room] == "" {
			t.Errorf("%s has %d files; the ceiling is %d", room, n, maxPackageFiles)
		}
	}
}

func TestDocumented(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	rooms := map[string]bool{}
	for _, s := range sources(t) {
		if s.test() || ast.IsGenerated(s.file) {
			continue
		}
		rooms[s.room()] = true
		documented[s.room()] = documented[s.room()] || s.file.Doc != nil
		for _, decl := range s.file.Decls {
			for _, name := range undocumented(decl) {
				t.Errorf("%s:%d: exported %s has no doc comment", s.path, s.line(decl), name)
			}
		}
	}
	for room := range rooms {
		if !documented[room] {
			t.Errorf("package %s has no package comment", room)
		}
	}
}

// undocumented gives the exported names of a declaration that have no comment. A comment on a const, var or type
// group counts for its members.
func undocumented(decl ast.Decl) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		// Error and Unwrap say what every error's do.
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && d.Name.Name != "Error" && d.Name.Name != "Unwrap" {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return nil
		}
		var names []string
		for _, spec := range d.Specs {
			switch sp := spec.(type) {
			case *ast.TypeSpec:
				if sp.Name.IsExported() && sp.Doc == nil && sp.Comment == nil {
					names = append(names, sp.Name.Name)
				}
			case *ast.ValueSpec:
				if sp.Doc == nil && sp.Comment == nil && ast.IsExported(sp.Names[0].Name) {
					names = append(names, sp.Names[0].Name)
				}
			}
		}
		return names
	}
	return nil
}

// exportedReceiver reports whether fn is a function or a method of an exported type.
func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.IsExported()
}

// moneyRooms are where amounts live; a float has no business there. Drawing, image reading and the place of a row on
// a page measure in floats.
var moneyRooms = []string{"casework", "avgiftslista", "internal/register"}
var floatRooms = []string{"avgiftslista/pdf", "avgiftslista/scan", "casework/web/source"}

func TestNoFloatNearMoney(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test() || !inAny(s.room(), moneyRooms) || inAny(s.room(), floatRooms) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if ok && slices.Contains([]string{"float32", "float64", "ParseFloat"}, id.Name) && exempt[s.path] == "" {
				t.Errorf("%s:%d: %s near money", s.path, s.line(id), id.Name)
			}
			return true
		})
	}
}

// TestTestsAreHonest refuses tests that skip what is missing and tests that sleep and hope.
func TestTestsAreHonest(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if !s.test() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			receiver, _ := sel.X.(*ast.Ident)
			switch name := sel.Sel.Name; {
			case receiver == nil:
			case slices.Contains([]string{"t", "b", "f", "tb"}, receiver.Name) && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, name):
				t.Errorf("%s:%d: a test that skips: what is missing must fail", s.path, s.line(call))
			case receiver.Name == "time" && name == "Sleep" && exempt[s.path] == "":
				t.Errorf("%s:%d: a test that sleeps: wait for the event, or move the injected clock", s.path, s.line(call))
			}
			return true
		})
	}
}

// TestNothingLeftOpen finds notes to oneself that were meant to be done.
func TestNothingLeftOpen(t *testing.T) {
	t.Parallel()
	marks := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X:"}
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			for _, mark := range marks {
				if strings.Contains(group.Text(), mark) {
					t.Errorf("%s:%d: %s is left in a comment", s.path, s.line(group), mark)
				}
			}
		}
	}
}
