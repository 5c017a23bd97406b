package main

import (
	"sef.se/kontakten/internal/config"
)

// configFlag is the --config option of the commands that use the database.
type configFlag struct {
	Config string `help:"Configuration file (TOML); KONTAKTEN_* variables override it." type:"path" env:"KONTAKTEN_CONFIG" placeholder:"FILE"`
}

// load reads and checks the configuration for a process with these roles.
func (f configFlag) load(env *environment, roles ...config.Role) (*config.Config, error) {
	cfg, err := config.Load(f.Config, env.environ)
	if err != nil {
		return nil, unusable{err}
	}
	if err := cfg.Validate(f.Config, roles...); err != nil {
		return nil, unusable{err}
	}
	return cfg, nil
}
