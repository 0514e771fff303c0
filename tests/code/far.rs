//! Values that come from other folders: callers, options of command lines, containers, settings and their documents.

use super::flows::found;

#[test]
fn options_of_command_lines_count_before_defaults_of_parameters() {
    assert_eq!(
        found(&[
            (
                "lib/relay.js",
                "const crypto = require('crypto');\n\
                 module.exports = { start };\n\
                 function start({ bits = 1024, hash = 'md5', mac = 'sha1' }) {\n\
                 crypto.generateKeyPairSync('rsa', { modulusLength: bits });\n\
                 crypto.createHash(hash); crypto.createHmac(mac, 'k'); }\n",
            ),
            (
                "bin/relay.js",
                "const { program } = require('commander'); const { start } = require('../lib/relay');\n\
                 program.option('-b, --key-bits <n>', 'size', (v) => parseInt(v, 10), 3072);\n\
                 program.option('--hash <name>', 'digest', 'sha512');\n\
                 const opts = program.opts(); start({ bits: opts.keyBits, ...opts });\n",
            ),
        ]),
        ["RSA-3072", "SHA-512", "HMAC-SHA-1"]
    );
    assert_eq!(
        found(&[
            (
                "lib/ops/runner.rb",
                "require 'openssl'\nmodule Ops\n  class Runner\n    def initialize(bits: 1024)\n\
                 \x20     @bits = bits\n    end\n    def key = OpenSSL::PKey::RSA.new(@bits)\n  end\nend\n",
            ),
            (
                "bin/ops",
                "#!/usr/bin/env ruby\noptions = { bits: 4096 }\nOptionParser.new do |opts|\n\
                 \x20 opts.on('--bits N', Integer) { |bits| options[:bits] = bits }\nend.parse!\n\
                 Ops::Runner.new(**options).key\n",
            ),
        ]),
        ["RSA-4096"]
    );
    assert_eq!(
        found(&[(
            "app/Rotate.php",
            "<?php\nclass Rotate extends Command {\n\
             protected $signature = 'keys:rotate {--bits=3072 : how many}';\n\
             function handle() { openssl_pkey_new(['private_key_bits' => $this->option('bits')]); } }\n",
        )]),
        ["RSA-3072"]
    );
}

#[test]
fn definitions_of_containers_count_before_defaults_of_constructors() {
    const SIGNER: &str = "<?php\nnamespace Shop;\nclass Mac {\n\
         function __construct(private string $algo = 'md5') {}\n\
         function of($data) { return hash($this->algo, $data); } }\n";
    assert_eq!(
        found(&[
            ("src/Mac.php", SIGNER),
            (
                "config/services.php",
                "<?php\nuse Shop\\Mac;\nreturn ['digest' => 'sha384',\n\
                 Mac::class => DI\\autowire()->constructorParameter('algo', DI\\get('digest'))];\n",
            ),
        ]),
        ["SHA-384"]
    );
    assert_eq!(
        found(&[
            ("src/Mac.php", SIGNER),
            (
                "config/packages/shop.yaml",
                "parameters:\n    shop.digest: sha3-256\nservices:\n    Shop\\Mac:\n\
                 \x20       arguments:\n            $algo: '%shop.digest%'\n",
            ),
        ]),
        ["SHA3-256"]
    );
    // Nothing defines it: what holds without a definition.
    assert_eq!(found(&[("src/Mac.php", SIGNER)]), ["MD5"]);
}

#[test]
fn settings_of_an_application_count_before_defaults() {
    assert_eq!(
        found(&[
            (
                "lib/bank/keys.ex",
                "defmodule Bank.Keys do\n  @config Application.compile_env(:bank, __MODULE__, [])\n\
                 \x20 def rsa, do: :public_key.generate_key({:rsa, @config[:bits], 65_537})\n\
                 \x20 def sum(x), do: :crypto.hash(Application.get_env(:bank, :hash, :md5), x)\nend\n",
            ),
            (
                "config/config.exs",
                "import Config\nconfig :bank, Bank.Keys, bits: 3072\nconfig :bank, hash: :sha384\n",
            ),
        ]),
        ["RSA-3072", "SHA-384"]
    );
    assert_eq!(
        found(&[
            (
                "src/toll.erl",
                "-module(toll).\nsum(X) ->\n    {ok, Hash} = application:get_env(toll, hash),\n\
                 \x20   crypto:hash(Hash, X).\n",
            ),
            ("config/sys.config", "[{toll, [{hash, sha3_512}]}].\n"),
        ]),
        ["SHA3-512"]
    );
    assert_eq!(
        found(&[
            (
                "vault/keys.py",
                "import hashlib\nfrom pydantic_settings import BaseSettings, SettingsConfigDict\n\
                 class Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='V_')\n\
                 \x20   digest: str = 'md5'\n    other: str = 'sha1'\n\
                 settings = Settings()\nhashlib.new(settings.digest)\nhashlib.new(settings.other)\n",
            ),
            (".env", "V_DIGEST=sha512\n"),
        ]),
        ["SHA-512", "SHA-1"]
    );
}
