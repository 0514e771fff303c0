//! The network model against cases worked out by hand, and against a link of that shape.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test fails by panicking; figures are exact"
)]

use y2q::model::{LinkPreset, LinkStated};
use y2q::network::{
    Amplification, Break, Direction, Exchange, Framing, IkeExchange, Link, TlsSizes, Transport,
    amplification, chance_of_loss, client_datagrams, dns_fits, exchange, ike_bytes, ike_fragments,
    key_exchange_payload, passage, record_count, rounds, ssh_key_exchange, tls_flights,
};

/// 1,500 bytes take 12 ms, a header of 40 takes 0.32 ms.
const MEGABIT: Link = Link {
    rtt_ms: 100.0,
    down_bits: 1e6,
    up_bits: 1e6,
    loss: 0.0,
    mtu: 1500,
    initial_window: 10,
    framing: Framing::Packets,
};
/// Transmission takes no time worth counting.
const FAST: Link = Link { down_bits: 1e15, up_bits: 1e15, ..MEGABIT };

fn near(seen: f64, expected: f64) {
    assert!((seen - expected).abs() < 1e-6 * expected.abs().max(1.0), "{seen}, not {expected}");
}

#[test]
fn one_segment_takes_its_transmission_and_half_a_round() {
    let seen = passage(&MEGABIT, Direction::Down, 1460);
    assert_eq!((seen.packets, seen.wire_bytes, seen.stalls), (1, 1500, 0));
    near(seen.first_ms, 62.0);
    near(seen.last_ms, 62.0);
}

#[test]
fn a_flight_within_the_window_is_sent_back_to_back() {
    // 10 segments of 12 ms each.
    let seen = passage(&MEGABIT, Direction::Down, 14_600);
    assert_eq!((seen.packets, seen.stalls), (10, 0));
    near(seen.first_ms, 62.0);
    near(seen.last_ms, 170.0);
}

#[test]
fn the_eleventh_segment_waits_for_the_first_acknowledgement() {
    // Sent by 12 ms, there at 62, its acknowledgement takes 0.32 ms and is back at 112.32; the tenth
    // segment has left at 120, so nobody waits.
    let seen = passage(&MEGABIT, Direction::Down, 14_601);
    assert_eq!((seen.packets, seen.stalls), (11, 0));
    near(seen.last_ms, 120.0 + 41.0 * 8.0 / 1000.0 + 50.0);
    // At ten times the rate the tenth has left at 12 ms and the first acknowledgement comes at
    // 1.2 + 100 + 0.032: the sender stands still.
    let faster = Link { down_bits: 1e7, up_bits: 1e7, ..MEGABIT };
    let seen = passage(&faster, Direction::Down, 14_601);
    assert_eq!((seen.packets, seen.stalls), (11, 1));
    near(seen.last_ms, 1.2 + 100.0 + 0.032 + 0.0328 + 50.0);
}

#[test]
fn stalls_are_the_rounds_of_slow_start() {
    for (segments, expected) in [(1, 1), (10, 1), (11, 2), (30, 2), (31, 3), (70, 3), (71, 4)] {
        assert_eq!(rounds(segments, 10), expected, "{segments}");
        let seen = passage(&FAST, Direction::Down, segments * 1460);
        assert_eq!(seen.stalls + 1, expected, "{segments}");
        near((seen.last_ms - 50.0) / 100.0, f64::from(expected - 1));
    }
    assert_eq!(rounds(5, 0), 3, "a window of nothing is a window of one: 1 + 2 + 4");
}

#[test]
fn the_first_byte_over_tcp_takes_three_round_trips() {
    let flights = [316, 1038, 64];
    let request =
        Exchange { transport: Transport::Tcp, flights: &flights, request: 100, processing_ms: 0.0 };
    let seen = exchange(&MEGABIT, &request);
    assert_eq!((seen.round_trips, seen.extra_round_trips, seen.packets), (3, 0, 6));
    // SYN and SYN-ACK 40 bytes each, then 356, 1,078, 204 and 41 bytes at 8 us a byte.
    near(seen.first_byte_ms, 300.0 + f64::from(40 + 40 + 356 + 1078 + 204 + 41) * 0.008);
    assert_eq!(seen.wire_bytes, 40 + 40 + 356 + 1078 + 204 + 41);
    assert!(seen.breaks.is_empty());
    assert_eq!((seen.loss_chance, seen.loss_ms), (0.0, 0.0));
}

#[test]
fn a_chain_of_ml_dsa_65_costs_one_more_round_trip_over_tcp_and_breaks_two_limits_over_quic() {
    let flights = [1420, 15_615, 64];
    let tcp =
        Exchange { transport: Transport::Tcp, flights: &flights, request: 0, processing_ms: 2.5 };
    let seen = exchange(&FAST, &tcp);
    assert_eq!((seen.round_trips, seen.extra_round_trips), (3, 1));
    near(seen.first_byte_ms, 402.5);
    assert_eq!(seen.breaks, [Break::OverInitialWindow { segments: 11, window: 10 }]);
    let quic = Exchange { transport: Transport::Quic, ..tcp };
    let seen = exchange(&FAST, &quic);
    // The window and the limit on amplification wait for the same packet of the client.
    assert_eq!((seen.round_trips, seen.extra_round_trips), (2, 1));
    near(seen.first_byte_ms, 302.5);
    let breaks: Vec<String> = seen.breaks.iter().map(ToString::to_string).collect();
    assert_eq!(breaks.len(), 2, "{breaks:?}");
    assert!(breaks[1].contains("may send 7200"), "{breaks:?}");
}

#[test]
fn a_client_hello_over_one_segment_is_named() {
    let flights = [1600, 2000, 64];
    let tcp =
        Exchange { transport: Transport::Tcp, flights: &flights, request: 0, processing_ms: 0.0 };
    let seen = exchange(&FAST, &tcp);
    assert_eq!(seen.breaks, [Break::ClientHelloOverSegment { bytes: 1600, segment: 1460 }]);
    assert_eq!(seen.extra_round_trips, 0, "two segments are within the window");
}

#[test]
fn quic_lets_a_server_send_three_times_what_it_got() {
    // 1,200 bytes of datagram carry 1,149 of TLS.
    assert_eq!((client_datagrams(316), client_datagrams(1149), client_datagrams(1150)), (1, 1, 2));
    // 3 packets of 51 bytes beside 3,000.
    assert_eq!(amplification(1, 3000), Amplification::Fits { left: 3600 - 3153 });
    assert_eq!(amplification(1, 3447), Amplification::Fits { left: 0 });
    assert_eq!(amplification(1, 3448), Amplification::Waits { needed: 3652, allowed: 3600 });
}

#[test]
fn losses_cost_a_round_or_a_probe() {
    let lossy = Link { loss: 0.01, ..FAST };
    near(chance_of_loss(&lossy, 1), 0.01);
    near(chance_of_loss(&lossy, 10), 1.0 - 0.99_f64.powi(10));
    let flights = [316, 1038, 64];
    let tcp =
        Exchange { transport: Transport::Tcp, flights: &flights, request: 0, processing_ms: 0.0 };
    // Opening: 2 packets of 1,000 ms; four flights of one segment: two rounds of 100 ms and 200 ms each.
    near(exchange(&lossy, &tcp).loss_ms, 0.01 * (2.0 * 1000.0 + 4.0 * 400.0));
}

#[test]
fn a_card_takes_its_bytes_one_command_at_a_time() {
    let card = Link::preset(LinkPreset::SmartCard);
    // 256 bytes come back in one response: 256 + 5 + 2, and 4 bytes for each of 2 blocks of data and 1 of answer.
    let seen = passage(&card, Direction::Down, 256);
    assert_eq!((seen.packets, seen.wire_bytes), (1, 256 + 5 + 2 + 12));
    // 11 etu a byte at 115,200 a second.
    near(seen.last_ms, 275.0 * 11.0 / 115_200.0 * 1000.0);
    // A signature of ML-DSA-65: 12 responses of 256 and one of 237.
    let seen = passage(&card, Direction::Down, 3309);
    assert_eq!((seen.packets, seen.wire_bytes), (13, 12 * 275 + 237 + 5 + 2 + 8));
    let up = passage(&card, Direction::Up, 0);
    assert_eq!((up.packets, up.wire_bytes), (1, 15));
}

#[test]
fn other_limits() {
    assert_eq!((record_count(0), record_count(16_384), record_count(16_385)), (1, 1, 2));
    // FN-DSA-512 fits into an answer over UDP, ML-DSA-44 does not.
    assert_eq!(dns_fits(666, 150), Ok(816));
    assert_eq!(dns_fits(2420, 150), Err((2570, 1232)));
    // ML-KEM-768: 1,192 bytes of payload. 1,500 carry 1,479 - 82 = 1,375 of IKE payloads.
    let link = Link::preset(LinkPreset::DataCentre);
    let payload = key_exchange_payload(1184);
    assert_eq!(payload, 1192);
    assert_eq!(ike_fragments(&link, IkeExchange::Intermediate, payload), 1);
    assert_eq!(ike_fragments(&link, IkeExchange::Intermediate, key_exchange_payload(1568)), 2);
    let small = Link { mtu: 576, ..link };
    // 576 - 28 - 4 - 28 - 33 = 483 bytes a fragment.
    assert_eq!(ike_fragments(&small, IkeExchange::Intermediate, payload), 3);
    // In the first exchange IP cuts it: 552 bytes a fragment of 1,192 + 28 + 8.
    assert_eq!(ike_fragments(&small, IkeExchange::SaInit, payload), 3);
}

#[test]
fn packets_of_ssh_are_padded_to_eight() {
    // X25519, Ed25519 host key: 51 bytes of key blob (4 + 11 + 4 + 32), 83 of signature.
    let seen = ssh_key_exchange(32, 32, 51, 83);
    assert_eq!((seen.init, seen.reply, seen.new_keys), (48, 192, 32));
    assert_eq!(seen.total(), 272);
    // mlkem768x25519-sha256: 1,216 and 1,120.
    let hybrid = ssh_key_exchange(1216, 1120, 51, 83);
    assert_eq!((hybrid.init, hybrid.reply), (1232, 1280));
}

#[test]
fn absurd_links_have_finite_figures() {
    let odd = Link {
        rtt_ms: 0.0,
        down_bits: 0.0,
        up_bits: 0.0,
        loss: 7.0,
        mtu: 0,
        initial_window: 0,
        ..FAST
    };
    for framing in [Framing::Packets, Framing::Apdu] {
        let link = Link { framing, ..odd };
        for bytes in [0, 1, 65_536, u32::MAX] {
            for transport in [Transport::Tcp, Transport::Quic] {
                let flights = [bytes, bytes, bytes];
                let seen = exchange(
                    &link,
                    &Exchange { transport, flights: &flights, request: bytes, processing_ms: -1.0 },
                );
                assert!(seen.first_byte_ms.is_finite() && seen.first_byte_ms >= 0.0);
                assert!(seen.loss_ms.is_finite() && (0.0..=1.0).contains(&seen.loss_chance));
            }
        }
    }
}

#[test]
fn what_an_owner_states_replaces_the_preset() {
    let stated = LinkStated {
        preset: LinkPreset::Satellite,
        rtt_ms: Some(540.0),
        down_bits: None,
        up_bits: Some(64_000.0),
        loss: None,
        mtu: Some(1280),
    };
    let link = Link::stated(&stated);
    assert_eq!((link.rtt_ms, link.down_bits, link.up_bits), (540.0, 10e6, 64_000.0));
    assert_eq!((link.mtu, link.segment()), (1280, 1240));
}

/// `tests/network/shaped_link.csv`: what `shaped_link.py` measured over the kernel's own TCP.
#[test]
fn the_model_is_near_a_link_of_that_shape() {
    let mut reader = csv::Reader::from_path("tests/network/shaped_link.csv").unwrap();
    let mut compared = 0;
    for row in reader.deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        let number = |key: &str| row[key].parse::<f64>().unwrap();
        let link = Link {
            rtt_ms: number("rtt_ms"),
            down_bits: number("down_bits"),
            up_bits: number("up_bits"),
            loss: 0.0,
            mtu: number("mtu") as u32,
            initial_window: 10,
            framing: Framing::Packets,
        };
        let flights = ["flight1", "flight2", "flight3"].map(|key| number(key) as u32);
        // The request is in the last flight already.
        let request = Exchange {
            transport: Transport::Tcp,
            flights: &flights,
            request: 0,
            processing_ms: 0.0,
        };
        let model = exchange(&link, &request).first_byte_ms;
        let ratio = number("lowest_ms") / model;
        println!("{} {}: {model:.1} ms, ratio {ratio:.3}", row["link"], row["handshake"]);
        // Half a millisecond of round trip is less than a process needs to wake up.
        if row["link"] != "data-centre" {
            assert!((0.99..1.10).contains(&ratio), "{row:?}: {model} ms");
            compared += 1;
        }
    }
    assert_eq!(compared, 30);
}

/// `tests/bench/captured.json`: what `capture_handshakes.py` saw on the loopback interface.
#[test]
fn flights_out_of_sizes_are_those_captured() {
    let text = std::fs::read_to_string("tests/bench/captured.json").unwrap();
    let signatures = [
        ("ECDSA P-256", 71),
        ("RSA-2048", 256),
        ("Ed25519", 64),
        ("ML-DSA-44", 2420),
        ("ML-DSA-65", 3309),
        ("ML-DSA-87", 4627),
    ];
    let shares = [
        ("X25519", 32, 32),
        ("secp256r1", 65, 65),
        ("secp384r1", 97, 97),
        ("X25519MLKEM768", 1216, 1120),
        ("SecP256r1MLKEM768", 1249, 1153),
        ("MLKEM768", 1184, 1088),
        ("MLKEM1024", 1568, 1568),
    ];
    let mut rows = 0;
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["said"], row["captured"], "y2q's count and the capture's: {row}");
        let group = row["group"].as_str().unwrap();
        let chain = row["chain"].as_str().unwrap();
        let list = |value: &serde_json::Value| -> Vec<u32> {
            value.as_array().unwrap().iter().map(|one| one.as_u64().unwrap() as u32).collect()
        };
        let certificates = list(&row["certificates"]);
        let (_, client_share, server_share) =
            *shares.iter().find(|share| share.0 == group).unwrap();
        let signature = signatures.iter().find(|known| known.0 == chain).unwrap().1;
        let sizes = TlsSizes { client_share, server_share, certificates: &certificates, signature };
        let (seen, computed) = (list(&row["captured"]["flights"]), tls_flights(&sizes));
        // A signature of ECDSA is a sequence of two numbers without leading zeros: 68 to 72 bytes.
        let slack = if chain == "ECDSA P-256" { 3 } else { 0 };
        for (seen, computed) in seen.iter().zip(computed) {
            assert!(seen.abs_diff(computed) <= slack, "{group} {chain}: {seen}, {computed}");
        }
        rows += 1;
    }
    assert_eq!(rows, 42);
}

/// `tests/network/ssh_key_exchange.csv`: packets of OpenSSH's own client and server, seen by a relay.
#[test]
fn packets_of_ssh_are_those_of_openssh() {
    let mut reader = csv::Reader::from_path("tests/network/ssh_key_exchange.csv").unwrap();
    let mut compared = 0;
    for row in reader.deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        let (client, server) = match row["kex"].trim_end_matches("@openssh.com") {
            "curve25519-sha256" => (32, 32),
            "ecdh-sha2-nistp256" => (65, 65),
            "ecdh-sha2-nistp384" => (97, 97),
            "ecdh-sha2-nistp521" => (133, 133),
            "sntrup761x25519-sha512" => (1190, 1071),
            "mlkem768x25519-sha256" => (1216, 1120),
            other => panic!("{other}"),
        };
        // Blobs: strings of 4 bytes of length each (RFC 8709 §4, RFC 5656 §3.1, RFC 4253 §6.6).
        let (key, signature) = match row["host_key"].as_str() {
            "ed25519" => (4 + 11 + 4 + 32, 4 + 11 + 4 + 64),
            "ecdsa256" => (4 + 19 + 4 + 8 + 4 + 65, 4 + 19 + 4 + 4 + 33 + 4 + 33),
            "rsa3072" => (4 + 7 + 4 + 3 + 4 + 385, 4 + 12 + 4 + 384),
            other => panic!("{other}"),
        };
        let seen = |column: &str| row[column].parse::<u32>().unwrap();
        let computed = ssh_key_exchange(client, server, key, signature);
        assert_eq!(computed.init, seen("init"), "{row:?}");
        assert_eq!(computed.new_keys, seen("newkeys_client") + seen("newkeys_server"));
        // Integers of ECDSA lose a leading zero, which can take a block of 8 bytes away.
        let slack = if row["host_key"] == "ecdsa256" { 8 } else { 0 };
        assert!(computed.reply.abs_diff(seen("reply")) <= slack, "{row:?}: {}", computed.reply);
        compared += 1;
    }
    assert_eq!(compared, 39);
}

/// `tests/network/ike_fragments.csv`: packets between two daemons of strongSwan 6, with an additional key exchange.
#[test]
fn packets_of_ike_are_those_of_strongswan() {
    let mut reader = csv::Reader::from_path("tests/network/ike_fragments.csv").unwrap();
    let mut compared = 0;
    for row in reader.deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        let number = |column: &str| row[column].parse::<u32>().unwrap();
        // Of the first exchange the other payloads are not computed here.
        if row["exchange"] != "intermediate" {
            continue;
        }
        let link = Link { mtu: number("mtu"), ..Link::preset(LinkPreset::DataCentre) };
        let payload = key_exchange_payload(number("share"));
        let sizes = row["packets"].split(' ').map(|size| size.parse::<u32>().unwrap());
        let sizes = sizes.collect::<Vec<_>>();
        let packets = ike_fragments(&link, IkeExchange::Intermediate, payload);
        assert_eq!(packets as usize, sizes.len(), "{row:?}");
        let bytes = ike_bytes(&link, IkeExchange::Intermediate, payload);
        assert_eq!(bytes, sizes.iter().sum::<u32>(), "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 30);
}
