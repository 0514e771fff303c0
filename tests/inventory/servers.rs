//! Which directive of which server names its certificate: one configuration each, all with the same self-signed certificate.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use y2q::inventory::{Entry, Inventory, Scope};
use y2q::model::{Asset, RelationKind};

/// Folder of the server, configuration in it, certificate in it, text of the configuration.
const SERVERS: &[(&str, &str, &str, &str)] = &[
    (
        "apache",
        "etc/apache2/sites-enabled/a.conf",
        "etc/apache2/ssl/a.crt",
        "<VirtualHost *:443>\nSSLEngine on\nSSLCertificateFile /etc/apache2/ssl/a.crt\nSSLCACertificateFile /etc/ca.pem\n</VirtualHost>\n",
    ),
    (
        "bind",
        "etc/bind/named.conf",
        "etc/bind/dot.pem",
        "tls local { cert-file \"/etc/bind/dot.pem\"; key-file \"/etc/bind/dot.key\"; ca-file \"/etc/ca.pem\"; };\noptions { listen-on port 853 tls local { any; }; };\n",
    ),
    (
        "caddy",
        "etc/caddy/Caddyfile",
        "etc/caddy/c.crt",
        "c.example {\n\ttls /etc/caddy/c.crt /etc/caddy/c.key\n}\n",
    ),
    (
        "compose",
        "compose.yaml",
        "tls/db.crt",
        "services:\n  db:\n    image: postgres:17\n    command: -c ssl=on -c ssl_cert_file=/run/tls/db.crt -c ssl_key_file=/run/tls/db.key\n",
    ),
    (
        "dovecot",
        "etc/dovecot/dovecot.conf",
        "etc/dovecot/d.crt",
        "ssl = required\nssl_min_protocol = TLSv1.2\nssl_cert = </etc/dovecot/d.crt\nssl_key = </etc/dovecot/d.key\nssl_ca = </etc/ca.pem\n",
    ),
    (
        "elasticsearch",
        "etc/elasticsearch/elasticsearch.yml",
        "etc/elasticsearch/e.crt",
        "xpack.security.http.ssl.enabled: true\nxpack.security.http.ssl.certificate: /etc/elasticsearch/e.crt\nxpack.security.http.ssl.key: /etc/elasticsearch/e.key\n",
    ),
    (
        "envoy",
        "etc/envoy/envoy.yaml",
        "etc/envoy/e.crt",
        "static_resources:\n  listeners:\n  - filter_chains:\n    - transport_socket:\n        name: envoy.transport_sockets.tls\n        typed_config:\n          \"@type\": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext\n          common_tls_context:\n            tls_params: { tls_minimum_protocol_version: TLSv1_2 }\n            tls_certificates:\n            - certificate_chain: { filename: /etc/envoy/e.crt }\n              private_key: { filename: /etc/envoy/e.key }\n",
    ),
    (
        "etcd",
        "etc/kubernetes/manifests/etcd.yaml",
        "etc/kubernetes/pki/etcd/server.crt",
        "apiVersion: v1\nkind: Pod\nmetadata: { name: etcd, namespace: kube-system }\nspec:\n  containers:\n  - name: etcd\n    command:\n    - etcd\n    - --cert-file=/etc/kubernetes/pki/etcd/server.crt\n    - --cipher-suites=TLS_AES_128_GCM_SHA256\n",
    ),
    (
        "exim",
        "etc/exim4/exim4.conf",
        "etc/exim4/e.crt",
        "tls_advertise_hosts = *\ntls_certificate = /etc/exim4/e.crt\ntls_privatekey = /etc/exim4/e.key\ntls_verify_certificates = /etc/ca.pem\n",
    ),
    (
        "haproxy",
        "etc/haproxy/haproxy.cfg",
        "etc/haproxy/h.pem",
        "frontend f\n bind *:443 ssl crt /etc/haproxy/h.pem ca-file /etc/ca.pem\n",
    ),
    (
        "haproxy-base",
        "etc/haproxy/haproxy.cfg",
        "srv/tls/h.pem",
        "global\n crt-base /srv/tls\nfrontend f\n bind *:443 ssl crt h.pem\n",
    ),
    (
        "haproxy-folder",
        "etc/haproxy/haproxy.cfg",
        "etc/haproxy/certs/h.pem",
        "frontend f\n bind *:443 ssl crt /etc/haproxy/certs/\n",
    ),
    (
        "kubernetes",
        "etc/kubernetes/manifests/kube-apiserver.yaml",
        "etc/kubernetes/pki/apiserver.crt",
        "apiVersion: v1\nkind: Pod\nmetadata: { name: kube-apiserver, namespace: kube-system }\nspec:\n  containers:\n  - name: kube-apiserver\n    command: [kube-apiserver, --tls-cert-file=/etc/kubernetes/pki/apiserver.crt, --client-ca-file=/etc/ca.pem]\n",
    ),
    (
        "lighttpd",
        "etc/lighttpd/lighttpd.conf",
        "etc/lighttpd/l.pem",
        "$SERVER[\"socket\"] == \":443\" {\n ssl.engine = \"enable\"\n ssl.pemfile = \"/etc/lighttpd/l.pem\"\n ssl.ca-file = \"/etc/ca.pem\"\n}\n",
    ),
    (
        "mongodb",
        "etc/mongod.conf",
        "etc/ssl/m.pem",
        "net:\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/m.pem\n    CAFile: /etc/ca.pem\n",
    ),
    (
        "mosquitto",
        "etc/mosquitto/mosquitto.conf",
        "etc/mosquitto/m.crt",
        "listener 8883\ncertfile /etc/mosquitto/m.crt\nkeyfile /etc/mosquitto/m.key\ncafile /etc/ca.pem\n",
    ),
    (
        "mysql",
        "etc/mysql/my.cnf",
        "etc/mysql/m.crt",
        "[mysqld]\nssl_cert=/etc/mysql/m.crt\nssl_key=/etc/mysql/m.key\nssl_ca=/etc/ca.pem\ntls_version=TLSv1.3\n",
    ),
    (
        "nginx",
        "etc/nginx/nginx.conf",
        "etc/nginx/n.crt",
        "http {\n server {\n listen 443 ssl;\n ssl_certificate /etc/nginx/n.crt;\n ssl_certificate_key /etc/nginx/n.key;\n ssl_client_certificate /etc/ca.pem;\n }\n}\n",
    ),
    (
        "openldap",
        "etc/ldap/slapd.conf",
        "etc/ldap/l.crt",
        "TLSCertificateFile /etc/ldap/l.crt\nTLSCertificateKeyFile /etc/ldap/l.key\nTLSCACertificateFile /etc/ca.pem\n",
    ),
    (
        "opensearch",
        "etc/opensearch/opensearch.yml",
        "etc/opensearch/o.crt",
        "plugins.security.ssl.http.enabled: true\nplugins.security.ssl.http.pemcert_filepath: o.crt\nplugins.security.ssl.http.pemkey_filepath: o.key\n",
    ),
    (
        "openvpn",
        "etc/openvpn/server.conf",
        "etc/openvpn/server.crt",
        "port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\nca /etc/ca.pem\ncert /etc/openvpn/server.crt\nkey /etc/openvpn/server.key\ntls-version-min 1.2\n",
    ),
    (
        "postfix",
        "etc/postfix/main.cf",
        "etc/postfix/p.crt",
        "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/postfix/p.crt\nsmtpd_tls_key_file = /etc/postfix/p.key\nsmtpd_tls_CAfile = /etc/ca.pem\n",
    ),
    (
        "postgresql",
        "var/lib/postgresql/postgresql.conf",
        "var/lib/postgresql/s.crt",
        "ssl = on\nssl_cert_file = 's.crt'\nssl_key_file = 's.key'\nssl_ca_file = '/etc/ca.pem'\n",
    ),
    (
        "proftpd",
        "etc/proftpd/proftpd.conf",
        "etc/proftpd/f.crt",
        "TLSEngine on\nTLSRSACertificateFile /etc/proftpd/f.crt\nTLSRSACertificateKeyFile /etc/proftpd/f.key\nTLSCACertificateFile /etc/ca.pem\n",
    ),
    (
        "prosody",
        "etc/prosody/prosody.cfg.lua",
        "etc/prosody/certs/p.crt",
        "VirtualHost \"p.example\"\n ssl = { certificate = \"/etc/prosody/certs/p.crt\"; key = \"/etc/prosody/certs/p.key\"; }\n",
    ),
    (
        "rabbitmq",
        "etc/rabbitmq/rabbitmq.conf",
        "etc/rabbitmq/r.crt",
        "listeners.ssl.default = 5671\nssl_options.certfile = /etc/rabbitmq/r.crt\nssl_options.keyfile = /etc/rabbitmq/r.key\nssl_options.cacertfile = /etc/ca.pem\n",
    ),
    (
        "redis",
        "etc/redis/redis.conf",
        "etc/redis/r.crt",
        "tls-port 6379\ntls-cert-file /etc/redis/r.crt\ntls-key-file /etc/redis/r.key\ntls-ca-cert-file /etc/ca.pem\n",
    ),
    (
        "samba",
        "etc/samba/smb.conf",
        "etc/samba/s.crt",
        "[global]\n server role = active directory domain controller\n tls enabled = yes\n tls certfile = /etc/samba/s.crt\n tls keyfile = /etc/samba/s.key\n tls cafile = /etc/ca.pem\n",
    ),
    (
        "strongswan",
        "etc/ipsec.conf",
        "etc/ipsec.d/certs/s.crt",
        "conn site\n keyexchange=ikev2\n ike=aes256-sha256-x25519!\n leftcert=s.crt\n auto=start\n",
    ),
    (
        "stunnel",
        "etc/stunnel/stunnel.conf",
        "etc/stunnel/s.crt",
        "[smtps]\naccept = 465\nconnect = 25\ncert = /etc/stunnel/s.crt\nkey = /etc/stunnel/s.key\nCAfile = /etc/ca.pem\n",
    ),
    (
        "swanctl",
        "etc/swanctl/swanctl.conf",
        "etc/swanctl/x509/s.crt",
        "connections {\n site {\n  proposals = aes256-sha256-x25519\n  local-1 {\n   auth = pubkey\n   certs = s.crt\n  }\n }\n}\n",
    ),
    (
        "tomcat",
        "opt/tomcat/conf/server.xml",
        "opt/tomcat/conf/t.crt",
        "<Server><Service><Connector port=\"8443\" SSLEnabled=\"true\"><SSLHostConfig><Certificate certificateFile=\"conf/t.crt\" certificateKeyFile=\"conf/t.key\"/></SSLHostConfig></Connector></Service></Server>\n",
    ),
    (
        "traefik",
        "etc/traefik/dynamic.yml",
        "etc/traefik/t.crt",
        "tls:\n  certificates:\n  - certFile: /etc/traefik/t.crt\n    keyFile: /etc/traefik/t.key\n",
    ),
    (
        "traefik-options",
        "etc/traefik/dynamic.yml",
        "etc/traefik/t.crt",
        "tls:\n  options:\n    default: { minVersion: VersionTLS12 }\n  stores:\n    default:\n      defaultCertificate: { certFile: /etc/traefik/t.crt, keyFile: /etc/traefik/t.key }\n",
    ),
    (
        "traefik-toml",
        "etc/traefik/dynamic.toml",
        "etc/traefik/t.crt",
        "[[tls.certificates]]\ncertFile = \"/etc/traefik/t.crt\"\nkeyFile = \"/etc/traefik/t.key\"\n",
    ),
    (
        "unbound",
        "etc/unbound/unbound.conf",
        "etc/unbound/u.pem",
        "server:\n tls-port: 853\n tls-service-key: \"/etc/unbound/u.key\"\n tls-service-pem: \"/etc/unbound/u.pem\"\n tls-cert-bundle: \"/etc/ca.pem\"\n",
    ),
    (
        "vsftpd",
        "etc/vsftpd.conf",
        "etc/vsftpd/v.pem",
        "ssl_enable=YES\nrsa_cert_file=/etc/vsftpd/v.pem\nrsa_private_key_file=/etc/vsftpd/v.key\nca_certs_file=/etc/ca.pem\n",
    ),
];

/// A list that names certificates is where they are presented.
#[test]
fn lists_of_haproxy_name_certificates() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "etc/haproxy/haproxy.cfg",
        "frontend f\n bind *:443 ssl crt-list /etc/haproxy/crt-list.txt\n",
    );
    let list = "# of the shop\n/etc/haproxy/own.pem [alpn h2 ssl-min-ver TLSv1.2] shop.example\n";
    write(folder.path(), "etc/haproxy/crt-list.txt", list);
    write(folder.path(), "etc/haproxy/own.pem", &self_signed("own"));
    write(folder.path(), "etc/haproxy/other.pem", &self_signed("other"));
    y2q(folder.path(), "scan . --db y2q.db --format csv -o out.csv");
    let found = places(folder.path(), "own", RelationKind::PresentedBy);
    assert_eq!(found, ["etc/haproxy/crt-list.txt".to_owned()].into());
    assert!(places(folder.path(), "other", RelationKind::PresentedBy).is_empty());
}

/// A self-signed certificate with the flag of an authority, as `openssl req -x509` makes it, and its key.
fn self_signed_and_key(name: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let made = format!(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 300 -subj /CN={name} -keyout k -out c"
    );
    let ran = Command::new("openssl").current_dir(&folder).args(made.split(' ')).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    (read("c"), read("k"))
}

fn self_signed(name: &str) -> String {
    self_signed_and_key(name).0
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn y2q(folder: &Path, arguments: &str) -> String {
    let arguments = arguments.split_whitespace();
    let mut command = Command::new(env!("CARGO_BIN_EXE_y2q"));
    let ran = command.current_dir(folder).arg("--quiet").args(arguments).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// The certificate of a name, and the places of the configurations that it has edges of `kind` to.
fn places(folder: &Path, name: &str, kind: RelationKind) -> BTreeSet<String> {
    let inventory = Inventory::open(&folder.join("y2q.db")).unwrap();
    let mut entries: Vec<Entry> = Vec::new();
    let all = Scope::default();
    inventory
        .each_entry(&all, |entry| {
            entries.push(entry);
            Ok::<_, y2q::inventory::InventoryError>(())
        })
        .unwrap();
    let is_it = |asset: &Asset| matches!(asset, Asset::Certificate(one) if one.subject == format!("CN={name}"));
    let certificate = entries.iter().find(|entry| is_it(&entry.asset)).unwrap();
    let to: BTreeSet<_> =
        certificate.relations.iter().filter(|edge| edge.kind == kind).map(|edge| edge.to).collect();
    let configurations = entries.iter().filter(|entry| to.contains(&entry.id));
    configurations
        .flat_map(|entry| entry.occurrences.iter().map(|one| one.location.path.clone()))
        .collect()
}

#[test]
fn servers_name_their_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let (own, authority) = (self_signed("own"), self_signed("authority"));
    let mut expected = BTreeSet::new();
    for (server, configuration, certificate, text) in SERVERS {
        write(folder.path(), &format!("{server}/{configuration}"), text);
        write(folder.path(), &format!("{server}/{certificate}"), &own);
        write(folder.path(), &format!("{server}/etc/ca.pem"), &authority);
        expected.insert(format!("{server}/{configuration}"));
    }
    y2q(folder.path(), "scan . --db y2q.db --format csv -o out.csv");
    assert_eq!(places(folder.path(), "own", RelationKind::PresentedBy), expected);
    // What others are verified with is no server's own.
    assert_eq!(places(folder.path(), "authority", RelationKind::PresentedBy), BTreeSet::new());
}

/// What is presented and verified with at once is issued again, and its successor distributed before that; the plan says why.
#[test]
fn a_certificate_that_is_also_trusted_is_distributed_before_it_is_issued_again() {
    let folder = tempfile::tempdir().unwrap();
    let (own, key) = self_signed_and_key("own");
    write(folder.path(), "etc/nginx/own.crt", &own);
    write(folder.path(), "etc/nginx/own.key", &key);
    let nginx = "http {\n server {\n listen 443 ssl;\n ssl_certificate /etc/nginx/own.crt;\n \
                 ssl_client_certificate /etc/nginx/own.crt;\n ssl_verify_client on;\n }\n}\n";
    write(folder.path(), "etc/nginx/nginx.conf", nginx);
    y2q(folder.path(), "scan . --db y2q.db --format csv -o out.csv");
    for kind in [RelationKind::PresentedBy, RelationKind::TrustedBy] {
        assert_eq!(places(folder.path(), "own", kind), ["etc/nginx/nginx.conf".to_owned()].into());
    }
    let plan = y2q(folder.path(), "plan --db y2q.db --at 2026-11-29 --format json");
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let packages = plan["packages"].as_array().unwrap();
    let of = |change: &str| packages.iter().find(|one| one["change"] == change);
    assert!(of("ca-renewal").is_none());
    let (reissue, distribution) =
        (of("certificate-reissue").unwrap(), of("trust-distribution").unwrap());
    assert!(reissue["after"].as_array().unwrap().contains(&distribution["id"]), "{reissue}");
    let why = reissue["choice"]["why"].as_str().unwrap();
    assert!(why.contains("what others are verified with too"), "{why}");
}
