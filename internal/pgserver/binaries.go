package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// ErrNoPrograms says that the machine has no PostgreSQL server programs.
var ErrNoPrograms = errors.New("no PostgreSQL server programs (initdb, postgres) on PATH or under /usr/lib/postgresql/*/bin; " +
	"install them with: apt-get install postgresql")

// programFolders are where the distributions put initdb and postgres; the
// version folder of Debian keeps them off PATH.
var programFolders = [...]string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/pgsql/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// findPrograms returns the folder that holds initdb and postgres. An existing
// cluster of major version want ("" for none) gets the programs of that version
// where they are installed, since no other version can open it.
func findPrograms(want string) (string, error) {
	var found []string
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			found = append(found, filepath.Dir(real))
		}
	}
	for _, pattern := range programFolders {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		sort.Slice(dirs, func(i, j int) bool { return folderVersion(dirs[i]) > folderVersion(dirs[j]) })
		found = append(found, dirs...)
	}
	var usable []string
	for _, dir := range found {
		if isProgram(filepath.Join(dir, "initdb")) && isProgram(filepath.Join(dir, "postgres")) {
			usable = append(usable, dir)
		}
	}
	if len(usable) == 0 {
		return "", ErrNoPrograms
	}
	for _, dir := range usable {
		if want != "" && strconv.Itoa(int(folderVersion(dir))) == want {
			return dir, nil
		}
	}
	return usable[0], nil
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
