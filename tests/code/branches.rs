//! Which of its values a function gives, where conditions and clauses compare what it gets with literals.

use super::flows::found;

#[test]
fn scripts_return_what_the_branch_for_the_argument_does() {
    assert_eq!(
        found(&[(
            "a.py",
            r##"import hashlib
from cryptography.hazmat.primitives.asymmetric import rsa, ec
def digest_for(tier):
    if tier == "gold":
        return "sha512"
    elif tier in ("silver", "tin"):
        return "sha384"
    return "sha1"
def bits_for(profile):
    match profile:
        case "strong" | "very":
            return 4096
        case "medium":
            return 3072
        case _:
            return 2048
def go(data):
    hashlib.new(digest_for("silver"), data)
    hashlib.new(digest_for("other"), data)
    rsa.generate_private_key(65537, bits_for("medium"))
    rsa.generate_private_key(65537, bits_for("x"))
    hashlib.new(digest_for("gold"), data)
"##
        )]),
        ["SHA-384", "SHA-1", "RSA-3072", "RSA-2048", "SHA-512"]
    );
    assert_eq!(
        found(&[(
            "a.js",
            r##"const crypto = require('crypto');
const Level = Object.freeze({ HIGH: 'high', LOW: 'low' });
function cipherFor(level) {
  switch (level) {
    case 'high':
    case 'top':
      return 'aes-256-gcm';
    case 'mid':
      return 'aes-192-cbc';
    default:
      return 'des-ede3-cbc';
  }
}
function bitsFor(level) {
  if (level === Level.HIGH) return 4096;
  if (level !== 'low') { return 3072; }
  return 1024;
}
function seal(key, iv) {
  crypto.createCipheriv(cipherFor('top'), key, iv);
  crypto.createCipheriv(cipherFor('mid'), key, iv);
  crypto.createCipheriv(cipherFor('zzz'), key, iv);
  crypto.generateKeyPairSync('rsa', { modulusLength: bitsFor(Level.HIGH) });
  crypto.generateKeyPairSync('rsa', { modulusLength: bitsFor(Level.LOW) });
}
"##
        )]),
        ["AES-256-GCM", "AES-192-CBC", "3DES-168-CBC", "RSA-4096", "RSA-1024"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            r##"<?php
function cipher_for($level) {
    return match ($level) {
        'high', 'top' => 'aes-256-gcm',
        'mid' => 'aes-192-cbc',
        default => 'des-ede3-cbc',
    };
}
function digest_for($level) {
    switch ($level) {
        case 'a': return 'sha512';
        case 'b': return 'sha384';
    }
    return 'md5';
}
function go($d, $k, $iv) {
    openssl_encrypt($d, cipher_for('top'), $k, 0, $iv);
    openssl_encrypt($d, cipher_for('mid'), $k, 0, $iv);
    hash(digest_for('b'), $d);
    hash(digest_for('c'), $d);
}
"##
        )]),
        ["AES-256-GCM", "AES-192-CBC", "SHA-384", "MD5"]
    );
    assert_eq!(
        found(&[(
            "a.rb",
            r##"require 'openssl'
module Seals
  def self.cipher_for(level)
    case level
    when :high, 'top' then 'aes-256-gcm'
    when :mid
      'aes-192-cbc'
    else 'des-ede3-cbc'
    end
  end
  def self.digest_for(level)
    return 'SHA512' if level == :a
    return 'SHA384' if level == :b
    'MD5'
  end
  def self.go(data)
    OpenSSL::Cipher.new(cipher_for(:high))
    OpenSSL::Cipher.new(cipher_for(:mid))
    OpenSSL::Digest.new(digest_for(:b))
    OpenSSL::Digest.new(digest_for(:c))
  end
end
"##
        )]),
        ["AES-256-GCM", "AES-192-CBC", "SHA-384", "MD5"]
    );
}

#[test]
fn clauses_are_those_for_the_argument() {
    assert_eq!(
        found(&[(
            "a.ex",
            r##"defmodule Seals do
  def cipher_for(level) do
    case level do
      :high -> :aes_256_gcm
      :mid -> :aes_192_cbc
      _ -> :des_ede3_cbc
    end
  end
  def digest_for(:a), do: :sha512
  def digest_for(_), do: :md5
  def go(d, k, iv) do
    :crypto.crypto_one_time(cipher_for(:mid), k, iv, d, true)
    :crypto.crypto_one_time(cipher_for(:other), k, iv, d, true)
    :crypto.hash(digest_for(:a), d)
    :crypto.hash(digest_for(:c), d)
  end
end
"##
        )]),
        ["AES-192-CBC", "3DES-168-CBC", "SHA-512", "MD5"]
    );
    assert_eq!(
        found(&[(
            "a.erl",
            r##"-module(a).
-export([go/3]).
-define(CURVE(L), case L of high -> secp521r1; _ -> secp256r1 end).
cipher_for(Level) ->
    case Level of
        high -> aes_256_gcm;
        mid -> aes_192_cbc;
        _ -> des_ede3_cbc
    end.
go(D, K, Iv) ->
    crypto:crypto_one_time(cipher_for(mid), K, Iv, D, true),
    crypto:crypto_one_time(cipher_for(other), K, Iv, D, true),
    crypto:generate_key(ecdh, ?CURVE(high)),
    jose_jws:compact(jose_jwt:sign(K, #{<<"alg">> => <<"PS", "256">>}, D)).
"##
        )]),
        ["AES-192-CBC", "3DES-168-CBC", "ECDH-P-521", "RSA-PSS-SHA-256"]
    );
    assert_eq!(
        found(&[(
            "a.dart",
            r##"import 'package:pointycastle/export.dart';
String nameFor(String level) => switch (level) {
  'high' => 'SHA-512',
  'mid' => 'SHA-384',
  _ => 'MD5',
};
String digestFor(String level) {
  if (level == 'a') {
    return 'SHA-256';
  }
  switch (level) {
    case 'b':
      return 'SHA-512/256';
    default:
      return 'SHA-1';
  }
}
void go() {
  Digest(nameFor('mid'));
  Digest(nameFor('x'));
  Digest(digestFor('a'));
}
"##
        )]),
        ["SHA-384", "MD5", "SHA-256"]
    );
}

#[test]
fn a_branch_that_is_not_told_is_open() {
    assert_eq!(
        found(&[(
            "a.py",
            r##"import hashlib
def name(level, old):
    if old():
        return "md5"
    if level == "a":
        return "sha384"
    return "sha512"
hashlib.new(name("a", check), b"")
"##
        )]),
        ["MD5", "SHA-384"]
    );
}

#[test]
fn a_default_of_the_command_line_is_a_value_and_decides_nothing() {
    assert_eq!(
        found(&[(
            "main.rs",
            r##"use clap::Parser;
use openssl::{hash::MessageDigest, rsa::Rsa};
#[derive(Clone, Copy, clap::ValueEnum)]
enum Level { Low, High }
#[derive(Parser)]
struct Args {
    /// Size of the key
    #[arg(long, env = "BITS", default_value_t = 3 * 1024)]
    bits: u32,
    #[arg(long, default_value = "sha384")]
    digest: String,
    #[arg(long, default_value_t = Level::High)]
    level: Level,
}
fn main() {
    let args = Args::parse();
    Rsa::generate(args.bits).unwrap();
    MessageDigest::from_name(&args.digest).unwrap();
    sum(&args);
}
fn sum(args: &Args) {
    let name = match args.level { Level::Low => "md5", Level::High => "sha512" };
    MessageDigest::from_name(name).unwrap();
}
"##
        )]),
        ["RSA-3072", "SHA-384", "MD5", "SHA-512"]
    );
}

#[test]
fn elements_of_pairs_and_zipped_lists() {
    assert_eq!(
        found(&[(
            "a.js",
            r##"const crypto = require('node:crypto');
Object.entries({ x: 'sha384', y: 'sha512' }).map(([k, name]) => crypto.createHash(name));
for (const [name, size] of Object.entries({ a: 3072 })) crypto.generateKeyPairSync('rsa', { modulusLength: size });
"##
        )]),
        ["SHA-384", "SHA-512", "RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "a.rb",
            r##"require 'openssl'
%w[x y].zip(%w[prime192v1 secp224r1]).each { |label, curve| OpenSSL::PKey::EC.generate(curve) }
"##
        )]),
        ["EC-P-192", "EC-P-224"]
    );
    assert_eq!(
        found(&[(
            "a.sh",
            r##"OPENSSL=$(command -v openssl3 || command -v openssl)
SUM="$OPENSSL dgst -sha3-384 -r"
$SUM "$file"
"##
        )]),
        ["SHA3-384"]
    );
}
