package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// ErrNoPrograms says that the machine has no PostgreSQL server programs.
var ErrNoPrograms = errors.New("no PostgreSQL server programs (initdb, postgres) on PATH or under /usr/lib/postgresql/*/bin; " +
	"install them with: apt-get install postgresql")

// Programs returns the folder that holds initdb, postgres and pg_dump: the first
// on PATH, else the newest. An existing cluster can be opened only by programs of
// its own major version: where want names one ("15") and only others are
// installed, that is an error that says so. ErrNoPrograms.
func Programs(want string) (string, error) {
	// The version folder of Debian keeps them off PATH.
	return programsIn(want, os.Getenv("PATH"), []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql*/bin",
		"/usr/local/pgsql/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	})
}

func programsIn(want, path string, patterns []string) (string, error) {
	var usable []string
	add := func(dir string) {
		if isProgram(filepath.Join(dir, "initdb")) && isProgram(filepath.Join(dir, "postgres")) {
			usable = append(usable, dir)
		}
	}
	for _, dir := range filepath.SplitList(path) {
		if real, err := filepath.EvalSymlinks(filepath.Join(dir, "initdb")); err == nil {
			add(filepath.Dir(real))
		}
	}
	for _, pattern := range patterns {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		sort.Slice(dirs, func(i, j int) bool { return folderVersion(dirs[i]) > folderVersion(dirs[j]) })
		for _, dir := range dirs {
			add(dir)
		}
	}
	if len(usable) == 0 {
		return "", ErrNoPrograms
	}
	if want == "" {
		return usable[0], nil
	}
	for _, dir := range usable {
		// A folder whose name tells no version may be the right one: the server says.
		if v := int(folderVersion(dir)); v == 0 || strconv.Itoa(v) == want {
			return dir, nil
		}
	}
	return "", fmt.Errorf("the cluster was made by PostgreSQL %s, and the installed programs are of another version (%s): apt-get install postgresql-%s, or choose another folder",
		want, usable[0], want)
}

// folderVersion reads the version out of a path such as
// /usr/lib/postgresql/15/bin; 0 where there is none.
func folderVersion(dir string) float64 {
	name := filepath.Base(filepath.Dir(dir))
	name = name[strings.LastIndexAny(name, "-@l")+1:]
	v, err := strconv.ParseFloat(name, 64)
	if err != nil {
		return 0
	}
	return v
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
