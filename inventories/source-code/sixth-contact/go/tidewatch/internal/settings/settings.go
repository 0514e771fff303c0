package settings

import "github.com/BurntSushi/toml"

// Settings is what config.toml holds.
type Settings struct {
	Server struct {
		Listen  string `toml:"listen"`
		Minimum string `toml:"minimum"`
	} `toml:"server"`
	Report struct {
		Method          string `toml:"method"`
		ArchiveKeyBytes int    `toml:"archive_key_bytes"`
	} `toml:"report"`
}

// Load reads config.toml.
func Load() (*Settings, error) {
	var s Settings
	_, err := toml.DecodeFile("config.toml", &s)
	return &s, err
}
