//! Templates of configurations.

use super::ansible_variables::Variables;
use super::template_text::rendered;
use super::{
    Detector, Input, Sink, apache_tls, bind_config, caddy_tls, crypto_policy, dovecot_tls,
    elasticsearch_tls, envoy_tls, exim_tls, haproxy_tls, ipsec_config, java_security, kafka_tls,
    kerberos_config, lighttpd_tls, mongodb_tls, mosquitto_tls, mysql_tls, nested, nginx_tls,
    openldap_tls, openssl_cnf, openvpn_config, postfix_tls, postgresql_authentication,
    postgresql_tls, proftpd_tls, prosody_tls, rabbitmq_tls, redis_tls, samba_config, spring_tls,
    ssh_config, sshd_config, stunnel_tls, tomcat_tls, traefik_tls, unbound_tls, vsftpd_tls,
    wireguard_config,
};

/// Finds what configurations will say that are made from templates.
pub const DETECTOR: Detector = Detector {
    id: "configuration-template",
    title: "Templates of configurations",
    about: "Configurations in templates of Jinja (Ansible, Salt), ERB (Puppet, Chef) and Go, by the ending of their name: read \
            as the configuration that they make. An expression is what the variables of an Ansible role say (its vars, \
            group_vars/all, its defaults), else its own default, else the setting is said to depend on the variable; of \
            blocks of control every branch is read.",
    anchors: &[],
    wants: |peek| stem(peek.name).is_some(),
    detect,
};

const ENDINGS: [&str; 8] = ["j2", "jinja", "jinja2", "erb", "tmpl", "tpl", "ctmpl", "gotmpl"];
/// Largest template, in bytes.
const LARGEST: usize = 1 << 20;
const NOTE: &str = "template; what is set is what its variables are by default";

const READERS: &[&Detector] = &[
    &apache_tls::DETECTOR,
    &bind_config::DETECTOR,
    &caddy_tls::DETECTOR,
    &crypto_policy::DETECTOR,
    &dovecot_tls::DETECTOR,
    &elasticsearch_tls::DETECTOR,
    &envoy_tls::DETECTOR,
    &exim_tls::DETECTOR,
    &haproxy_tls::DETECTOR,
    &ipsec_config::DETECTOR,
    &java_security::DETECTOR,
    &kafka_tls::DETECTOR,
    &kerberos_config::DETECTOR,
    &lighttpd_tls::DETECTOR,
    &mongodb_tls::DETECTOR,
    &mosquitto_tls::DETECTOR,
    &mysql_tls::DETECTOR,
    &nginx_tls::DETECTOR,
    &openldap_tls::DETECTOR,
    &openssl_cnf::DETECTOR,
    &openvpn_config::DETECTOR,
    &postfix_tls::DETECTOR,
    &postgresql_authentication::DETECTOR,
    &postgresql_tls::DETECTOR,
    &proftpd_tls::DETECTOR,
    &prosody_tls::DETECTOR,
    &rabbitmq_tls::DETECTOR,
    &redis_tls::DETECTOR,
    &samba_config::DETECTOR,
    &spring_tls::DETECTOR,
    &ssh_config::DETECTOR,
    &sshd_config::DETECTOR,
    &stunnel_tls::DETECTOR,
    &tomcat_tls::DETECTOR,
    &traefik_tls::DETECTOR,
    &unbound_tls::DETECTOR,
    &vsftpd_tls::DETECTOR,
    &wireguard_config::DETECTOR,
];

/// The name of what a template makes.
fn stem(name: &str) -> Option<&str> {
    name.rsplit_once('.').filter(|(_, ending)| ENDINGS.contains(ending)).map(|(stem, _)| stem)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(name) = stem(input.name).filter(|_| input.bytes.len() <= LARGEST) else { return };
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let path = &input.path[..input.path.len() - (input.name.len() - name.len())];
    let variables = Variables::around(input.path, input.tree);
    let values = |name: &str| variables.of(name).map(|(values, _)| values);
    let made = rendered(text, values).unwrap_or_else(|| text.to_owned());
    let inner = Input::new(name, path, made.as_bytes(), input.attempts);
    for reader in READERS {
        // What reads the template as it lies there has said it.
        if !nested::read(&[reader], input).findings.is_empty() {
            continue;
        }
        let found = nested::read(&[reader], &inner);
        for finding in found.findings {
            let offset = finding.occurrence.offset;
            sink.found(nested::moved(finding, offset, NOTE));
        }
    }
}
