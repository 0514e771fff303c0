//! Versions of protocols that are one of several: each counts, and of a list the least.

use super::flows::found;

#[test]
fn versions_of_several_branches_are_several() {
    assert_eq!(
        found(&[(
            "A.kt",
            "import okhttp3.*\nclass A(private val strong: Boolean) {\n\
             \x20 private val floor get() = if (strong) TlsVersion.TLS_1_3 else TlsVersion.TLS_1_1\n\
             \x20 val spec = ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(floor).build()\n}\n",
        )]),
        ["TLS 1.3", "TLS 1.1"]
    );
    assert_eq!(
        found(&[(
            "A.kt",
            "import okhttp3.*\nval spec = ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2).build()\n",
        )]),
        ["TLS 1.2"]
    );
    // Flags that are joined are a list.
    assert_eq!(
        found(&[(
            "A.cs",
            "using System.Net.Http; using System.Security.Authentication; class A {\n\
             \x20 HttpClientHandler h = new HttpClientHandler { SslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12 };\n}\n",
        )]),
        ["TLS 1.2"]
    );
}

#[test]
fn a_version_that_is_parsed_goes_by_its_name() {
    assert_eq!(
        found(&[(
            "A.cs",
            "using System; using System.Net.Security; using System.Security.Authentication; class A {\n\
             \x20 const string Floor = \"Tls11\";\n  void F(SslStream s, string host) {\n\
             \x20   var version = (SslProtocols)Enum.Parse(typeof(SslProtocols), Floor);\n\
             \x20   s.AuthenticateAsClient(host, null, version, checkCertificateRevocation: true);\n  }\n}\n",
        )]),
        ["TLS 1.1"]
    );
}

#[test]
fn what_a_namespace_of_the_file_has_is_not_the_platforms() {
    assert!(
        found(&[(
            "a.ts",
            "namespace Fair {\n  export const subtle = { digest(meal: string): number { return meal.length; } };\n}\n\
             export const n = Fair.subtle.digest('SHA-256');\n",
        )])
        .is_empty()
    );
}
