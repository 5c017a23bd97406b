// Package handbook shows the handbook (docs/handbok) on the staff pages: one
// page a task, opened by F1 from the page where the task is done (R30).
//
//	docs/handbok.md, docs/handbok/*.md ──start──▶ HTML, links turned to /handbok/… ──▶ pages
//
// The text is our own and comes with the binary, so it may hold HTML (kbd).
package handbook

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/docs"
)

// Pages are the handbook's pages. New makes them.
type Pages struct {
	shell    *shell.Shell
	contents topic
	topics   map[string]topic // by the file's name without .md
}

// topic is one page as it is shown.
type topic struct {
	Title string
	Body  template.HTML
}

// New reads the handbook. A page that is not in the contents, or a link that
// leads nowhere, fails the start.
func New(sh *shell.Shell) (*Pages, error) {
	p := &Pages{shell: sh, topics: map[string]topic{}}
	files, err := fs.Glob(docs.Handbook, "handbok/*.md")
	if err != nil {
		return nil, fmt.Errorf("handbook: %w", err)
	}
	index, err := docs.Handbook.ReadFile("handbok.md")
	if err != nil {
		return nil, fmt.Errorf("handbook: %w", err)
	}
	for _, file := range files {
		if !bytes.Contains(index, []byte("("+file+")")) {
			return nil, fmt.Errorf("handbook: %s is not in the contents", file)
		}
		if p.topics[slug(file)], err = read(file); err != nil {
			return nil, err
		}
	}
	if p.contents, err = read("handbok.md"); err != nil {
		return nil, err
	}
	return p, nil
}

// Routes joins the pages to the site.
func (p *Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /handbok", p.shell.Page(p.show))
	mux.Handle("GET /handbok/{topic}", p.shell.Page(p.show))
	mux.Handle("GET /handbok/bild/{picture}", p.shell.Page(p.picture))
}

// pageData is what handbook.html shows.
type pageData struct {
	Base  shell.Base
	Topic topic
	Whole bool // the contents themselves
}

func (p *Pages) show(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	shown := p.contents
	name := r.PathValue("topic")
	if name != "" {
		var ok bool
		if shown, ok = p.topics[name]; !ok {
			return casework.Refuse(casework.NotFound, "Den sidan finns inte i handboken.")
		}
	}
	base, err := p.shell.Base(r, shown.Title, "handbook")
	if err != nil {
		return err
	}
	return p.shell.Render(w, http.StatusOK, "handbook.html", pageData{Base: base, Topic: shown, Whole: name == ""})
}

func (p *Pages) picture(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	name := path.Base(r.PathValue("picture"))
	data, err := docs.Handbook.ReadFile("images/handbok/" + name)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Den bilden finns inte i handboken.")
	}
	w.Header().Set("Content-Type", "image/webp")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, err = w.Write(data)
	return err
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe()))

var (
	link    = regexp.MustCompile(`\]\((?:handbok/)?([a-z]+)\.md\)`)
	image   = regexp.MustCompile(`\]\(\.\./images/handbok/([a-z]+\.webp)\)`)
	heading = regexp.MustCompile(`^# (.+)\n`)
)

// read turns one file into a page. The heading becomes the page's own.
func read(file string) (topic, error) {
	text, err := docs.Handbook.ReadFile(file)
	if err != nil {
		return topic{}, fmt.Errorf("handbook: %w", err)
	}
	title := heading.FindSubmatch(text)
	if title == nil {
		return topic{}, fmt.Errorf("handbook: %s has no heading", file)
	}
	for _, to := range link.FindAllSubmatch(text, -1) {
		if _, err := fs.Stat(docs.Handbook, "handbok/"+string(to[1])+".md"); err != nil {
			return topic{}, fmt.Errorf("handbook: %s links to %s: %w", file, to[1], err)
		}
	}
	for _, to := range image.FindAllSubmatch(text, -1) {
		if _, err := fs.Stat(docs.Handbook, "images/handbok/"+string(to[1])); err != nil {
			return topic{}, fmt.Errorf("handbook: %s shows %s: %w", file, to[1], err)
		}
	}
	text = link.ReplaceAll(text[len(title[0]):], []byte("](/handbok/$1)"))
	text = image.ReplaceAll(text, []byte("](/handbok/bild/$1)"))
	var body bytes.Buffer
	if err := markdown.Convert(text, &body); err != nil {
		return topic{}, fmt.Errorf("handbook: %s: %w", file, err)
	}
	return topic{Title: string(title[1]), Body: template.HTML(body.String())}, nil
}

func slug(file string) string { return strings.TrimSuffix(path.Base(file), ".md") }
