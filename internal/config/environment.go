package config

import (
	"encoding"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

// prefix begins every variable of ours. KONTAKTEN_CONFIG names the file itself and is read by the command line.
const (
	prefix         = "KONTAKTEN_"
	fileVariable   = prefix + "CONFIG"
	fileSuffix     = "_file"
	maxSecretBytes = 64 << 10
)

// setting is one key of the configuration and the place where its value lies.
type setting struct {
	key   string // imap.password
	value reflect.Value
}

// variable is the setting's name in the environment.
func (s setting) variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// settings lists every scalar setting of the configuration, in the order of the structs. Tables of free shape
// ([print]) have none.
func (c *Config) settings() []setting {
	var list []setting
	collect(reflect.ValueOf(c).Elem(), "", &list)
	return list
}

func collect(v reflect.Value, under string, list *[]setting) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		key := under + field.Tag.Get("toml")
		_, isText := value.Addr().Interface().(encoding.TextUnmarshaler)
		switch {
		case field.Anonymous:
			collect(value, under, list)
		case value.Kind() == reflect.Map:
		case value.Kind() == reflect.Struct && !isText:
			collect(value, key+".", list)
		default:
			*list = append(*list, setting{key: key, value: value})
		}
	}
}

// override lets the environment's variables win over the file. A secret from either form (value or file) replaces
// both forms of the file.
func (c *Config) override(environ []string) []Problem {
	given := map[string]string{}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		if name == "DATABASE_URL" {
			name = prefix + name
			if _, set := given[name]; set {
				continue
			}
		}
		if strings.HasPrefix(name, prefix) && name != fileVariable {
			given[name] = value
		}
	}
	var problems []Problem
	byKey := map[string]reflect.Value{}
	list := c.settings()
	for _, s := range list {
		byKey[s.key] = s.value
	}
	for _, s := range list {
		text, ok := given[s.variable()]
		if !ok {
			continue
		}
		delete(given, s.variable())
		if twin, ok := byKey[twinKey(s.key)]; ok && given[setting{key: twinKey(s.key)}.variable()] == "" {
			twin.SetZero()
		}
		if err := set(s.value, text); err != nil {
			problems = append(problems, Problem{Key: s.variable(), Text: err.Error()})
		}
	}
	for name := range given {
		problems = append(problems, Problem{Key: name, Text: "no setting has this name in the environment; see docs/operations.md"})
	}
	sort.Slice(problems, func(i, j int) bool { return problems[i].Key < problems[j].Key })
	return problems
}

// twinKey is the other form of a secret: imap.password for imap.password_file and the other way about.
func twinKey(key string) string {
	if base, ok := strings.CutSuffix(key, fileSuffix); ok {
		return base
	}
	return key + fileSuffix
}

func set(v reflect.Value, text string) error {
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	switch v.Interface().(type) {
	case time.Duration:
		d, err := time.ParseDuration(text)
		if err != nil {
			return fmt.Errorf("%q is no duration; write it as 30s or 5m", text)
		}
		v.SetInt(int64(d))
	case int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is no number", text)
		}
		v.SetInt(int64(n))
	case bool:
		yes, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		v.SetBool(yes)
	case []string:
		words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
		v.Set(reflect.ValueOf(words))
	default:
		v.SetString(text)
	}
	return nil
}

// readSecretFiles takes each secret that stands in a file of its own. The last line end belongs to the editor that
// wrote the file, not to the secret.
func (c *Config) readSecretFiles() []Problem {
	var problems []Problem
	list := c.settings()
	byKey := map[string]reflect.Value{}
	for _, s := range list {
		byKey[s.key] = s.value
	}
	for _, s := range list {
		file, ok := byKey[s.key+fileSuffix]
		if s.value.Type() != reflect.TypeFor[Secret]() || !ok || file.String() == "" {
			continue
		}
		if s.value.String() != "" && s.value.Len() > 0 {
			problems = append(problems, Problem{Key: s.key, Text: "given twice, here and as " + s.key + fileSuffix + "; keep one"})
			continue
		}
		text, err := readSecret(file.String())
		if err != nil {
			problems = append(problems, Problem{Key: s.key + fileSuffix, Text: err.Error()})
			continue
		}
		s.value.SetString(text)
	}
	return problems
}

func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Size() > maxSecretBytes {
		return "", fmt.Errorf("%s is no secret: %d bytes", path, info.Size())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if secret == "" {
		return "", fmt.Errorf("%s is empty", path)
	}
	return secret, nil
}
