//! Functions that give one of several sizes by what they are asked for: only that one counts.

use super::flows::found;

/// Each file makes keys of 3,072 bits alone, by functions that give 1,024 or 2,048 for others.
const FILES: &[(&str, &str)] = &[
    (
        "a.c",
        r#"#include <openssl/rsa.h>
#include <openssl/evp.h>
enum level { LOW, HIGH, MID };
static int bits(enum level n) { switch (n) { case LOW: return 1024; case HIGH: return 3072; default: return 2048; } }
static int set(enum level n) { int b; switch (n) { case LOW: b = 1024; break; case HIGH: b = 3072; break; default: b = 2048; } return b; }
EVP_PKEY *a(void) { return EVP_RSA_gen(bits(HIGH)); }
EVP_PKEY *b(void) { return EVP_RSA_gen(set(HIGH)); }
"#,
    ),
    (
        "a.cpp",
        r#"#include <openssl/rsa.h>
#include <openssl/evp.h>
enum class Level { Low, High, Mid };
static int bits(Level n) { switch (n) { case Level::Low: return 1024; case Level::High: return 3072; default: return 2048; } }
static int iff(int n) { if (n == 1) return 1024; if (n == 2) { return 3072; } return 2048; }
EVP_PKEY *a() { return EVP_RSA_gen(bits(Level::High)); }
EVP_PKEY *b() { return EVP_RSA_gen(iff(2)); }
"#,
    ),
    (
        "a.cs",
        r#"using System.Security.Cryptography;
class A {
  static int Bits(string n) { switch (n) { case "x": return 1024; case "y": return 3072; default: return 2048; } }
  static int Expr(string n) => n switch { "x" => 1024, "y" => 3072, _ => 2048 };
  void Go() {
    var a = RSA.Create(Bits("y"));
    var b = RSA.Create(Expr("y"));
  }
}
"#,
    ),
    (
        "a.dart",
        r#"import 'package:pointycastle/export.dart';
int bits(String n) { switch (n) { case 'x': return 1024; case 'y': return 3072; default: return 2048; } }
int expr(String n) => switch (n) { 'x' => 1024, 'y' => 3072, _ => 2048 };
void main() {
  final a = RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), bits('y'), 64), r));
  final b = RSAKeyGenerator()..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), expr('y'), 64), r));
}
"#,
    ),
    (
        "a.go",
        r#"package main

import (
	"crypto/rand"
	"crypto/rsa"
)

func sw(name string) int {
	switch name {
	case "x":
		return 1024
	case "y":
		return 3072
	default:
		return 2048
	}
}

func main() {
	k, _ := rsa.GenerateKey(rand.Reader, sw("y"))
	j, _ := rsa.GenerateKey(rand.Reader, sw("y"))
	_, _ = k, j
}
"#,
    ),
    (
        "a.java",
        r#"import java.security.KeyPairGenerator;
class A {
  static int bits(String n) { switch (n) { case "x": return 1024; case "y": return 3072; default: return 2048; } }
  static int arrow(String n) { switch (n) { case "x" -> { return 1024; } case "y", "w" -> { return 3072; } default -> { return 2048; } } }
  static int expr(String n) { return switch (n) { case "x" -> 1024; case "y" -> 3072; default -> 2048; }; }
  void go() throws Exception {
    KeyPairGenerator.getInstance("RSA").initialize(bits("y"));
    KeyPairGenerator.getInstance("RSA").initialize(arrow("y"));
    KeyPairGenerator.getInstance("RSA").initialize(expr("y"));
  }
}
"#,
    ),
    (
        "a.js",
        r#"const crypto = require('crypto');
function bits(n) { switch (n) { case 'x': return 1024; case 'y': return 3072; default: return 2048; } }
crypto.generateKeyPairSync('rsa', { modulusLength: bits('y') });
"#,
    ),
    (
        "a.kt",
        r#"import java.security.KeyPairGenerator
fun bits(n: String): Int { when (n) { "x" -> return 1024; "y" -> return 3072; else -> return 2048 } }
fun expr(n: String): Int = when (n) { "x" -> 1024; "y" -> 3072; else -> 2048 }
fun iff(n: String): Int { if (n == "x") { return 1024 } else if (n == "y") { return 3072 }
  return 2048 }
fun go() {
  KeyPairGenerator.getInstance("RSA").initialize(bits("y"))
  KeyPairGenerator.getInstance("RSA").initialize(expr("y"))
  KeyPairGenerator.getInstance("RSA").initialize(iff("y"))
}
"#,
    ),
    (
        "a.php",
        r#"<?php
function bits($n) { switch ($n) { case 'x': return 1024; case 'y': return 3072; default: return 2048; } }
function expr($n) { return match ($n) { 'x' => 1024, 'y' => 3072, default => 2048 }; }
$a = openssl_pkey_new(['private_key_bits' => bits('y'), 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
$b = openssl_pkey_new(['private_key_bits' => expr('y'), 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
"#,
    ),
    (
        "a.py",
        r#"from cryptography.hazmat.primitives.asymmetric import rsa
def bits(n):
    match n:
        case "x":
            return 1024
        case "y":
            return 3072
    return 2048
def iff(n):
    if n == "x":
        size = 1024
    elif n == "y":
        size = 3072
    else:
        size = 2048
    return size
rsa.generate_private_key(public_exponent=65537, key_size=bits("y"))
rsa.generate_private_key(public_exponent=65537, key_size=iff("y"))
"#,
    ),
    (
        "a.rb",
        r#"require 'openssl'
def bits(n)
  case n
  when 'x' then 1024
  when 'y' then 3072
  else 2048
  end
end
def iff(n)
  return 1024 if n == 'x'
  return 3072 if n == 'y'
  2048
end
OpenSSL::PKey::RSA.new(bits('y'))
OpenSSL::PKey::RSA.new(iff('y'))
"#,
    ),
    (
        "a.rs",
        r#"use rsa::RsaPrivateKey;
fn bits(n: &str) -> usize { match n { "x" => 1024, "y" => 3072, _ => 2048 } }
fn early(n: &str) -> usize { match n { "x" => return 1024, "y" => { return 3072; } _ => {} } 2048 }
fn iff(n: &str) -> usize { if n == "x" { 1024 } else if n == "y" { 3072 } else { 2048 } }
fn main() {
    let a = RsaPrivateKey::new(&mut rng, bits("y")).unwrap();
    let b = RsaPrivateKey::new(&mut rng, early("y")).unwrap();
    let c = RsaPrivateKey::new(&mut rng, iff("y")).unwrap();
}
"#,
    ),
    (
        "a.scala",
        r#"import java.security.KeyPairGenerator
object A {
  def bits(n: String): Int = n match { case "x" => 1024; case "y" => 3072; case _ => 2048 }
  def iff(n: String): Int = if (n == "x") 1024 else if (n == "y") 3072 else 2048
  def go(): Unit = {
    KeyPairGenerator.getInstance("RSA").initialize(bits("y"))
    KeyPairGenerator.getInstance("RSA").initialize(iff("y"))
  }
}
"#,
    ),
    (
        "a.swift",
        r#"import Security
func bits(_ n: String) -> Int { switch n { case "x": return 1024; case "y": return 3072; default: return 2048 } }
func make() {
  let a: [String: Any] = [kSecAttrKeyType as String: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits as String: bits("y")]
  SecKeyCreateRandomKey(a as CFDictionary, nil)
}
"#,
    ),
];

#[test]
fn what_is_asked_for_decides_what_is_returned_chosen_or_assigned() {
    for (path, source) in FILES {
        let all = found(&[(path, source)]);
        assert!(!all.is_empty(), "{path}");
        assert!(all.iter().all(|name| name == "RSA-3072"), "{path}: {all:?}");
    }
}

#[test]
fn where_it_is_not_known_what_is_asked_for_each_counts() {
    for (path, source) in FILES {
        let open = match source.rsplit_once("HIGH)") {
            Some(_) => source.replace("HIGH)", "pick())"),
            None => source.replace("(\"y\")", "(pick())").replace("('y')", "(pick())"),
        };
        let open =
            open.replace("iff(2)", "iff(pick())").replace("bits(Level::High)", "bits(pick())");
        let all = found(&[(path, &open)]);
        for size in ["RSA-1024", "RSA-2048", "RSA-3072"] {
            assert!(all.iter().any(|name| name == size), "{path} {size}: {all:?}");
        }
    }
}
