package templates

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	text "text/template"
)

// LoadLettersOver is LoadLetters with texts of a folder of the deployment's own: a file there takes
// the place of the one that is built in. It refuses a file whose name no letter has, since its
// owner believes that it is used.
func LoadLettersOver(own fs.FS, names ...string) (*Texts, error) {
	const dir = "letter"
	if err := declared(dir, names); err != nil {
		return nil, err
	}
	if err := onlyKnown(own, names); err != nil {
		return nil, err
	}
	set := text.New(dir).Option("missingkey=error")
	for _, name := range names {
		data, err := fs.ReadFile(own, name)
		if errors.Is(err, fs.ErrNotExist) {
			data, err = fs.ReadFile(files, dir+"/"+name)
		}
		if err != nil {
			return nil, fmt.Errorf("brevet %s kan inte läsas: %w", name, err)
		}
		if _, err := set.New(name).Parse(string(data)); err != nil {
			return nil, fmt.Errorf("brevet %s är trasigt: %w", name, err)
		}
	}
	return &Texts{set: set}, nil
}

func onlyKnown(own fs.FS, names []string) error {
	entries, err := fs.ReadDir(own, ".")
	if err != nil {
		return fmt.Errorf("mappen med egna brev kan inte läsas: %w", err)
	}
	for _, e := range entries {
		if name := e.Name(); name[0] != '.' && name != "README.md" && !slices.Contains(names, name) {
			return fmt.Errorf("%s är inget brev; breven heter %v", name, names)
		}
	}
	return nil
}
