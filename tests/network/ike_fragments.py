#!/usr/bin/env python3
"""Datagrams of IKEv2 exchanges between two daemons of strongSwan 6, seen on the loopback interface.

Needs root and a root file system with strongSwan 6 (Debian 13: charon-systemd, strongswan-swanctl), which knows additional
key exchanges (RFC 9370); Debian builds it without ML-KEM, so shares of MODP groups stand for shares of that size.

    unshare --net python3 ike_fragments.py ROOT > ike_fragments.csv
"""
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

SHARES = {"modp2048": 256, "modp3072": 384, "modp4096": 512, "modp6144": 768, "modp8192": 1024}
EXCHANGES = {34: "sa-init", 43: "intermediate"}
PLUGINS = "random nonce openssl aes sha1 sha2 hmac kdf gcm curve25519 gmp pem pkcs1 x509 pubkey vici socket-default kernel-netlink"


def configure(folder, name, inside, port, size, connection):
    place = folder / name
    place.mkdir()
    (place / "strongswan.conf").write_text(
        f"charon-systemd {{ port = {port}\n port_nat_t = {port + 1}\n interfaces_use = lo\n install_routes = no\n fragment_size = {size}\n"
        f" load_modular = no\n load = {PLUGINS}\n plugins {{ vici {{ socket = unix://{inside}/{name}/vici }} }} }}\n")
    (place / "swanctl.conf").write_text(
        f"connections {{ test {{ version = 2\n fragmentation = yes\n {connection}\n local {{ auth = psk }}\n remote {{ auth = psk }}\n"
        " children { net { local_ts = 192.0.2.0/24\n remote_ts = 198.51.100.0/24 } } } }\n"
        "secrets { ike-1 { secret = of-tests-only } }\n")
    return place


def swanctl(root, inside, name, *words):
    command = ["chroot", root, "/usr/sbin/swanctl", *words, "--uri", f"unix://{inside}/{name}/vici"]
    return subprocess.run(command, capture_output=True, text=True, timeout=20)


def start(root, inside, name):
    daemon = subprocess.Popen(["chroot", root, "env", f"STRONGSWAN_CONF={inside}/{name}/strongswan.conf", "/usr/sbin/charon-systemd"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if swanctl(root, inside, name, "--load-all", "--file", f"{inside}/{name}/swanctl.conf").returncode == 0:
            return daemon
        time.sleep(0.1)
    daemon.kill()
    raise SystemExit(f"{name} does not start")


def messages(capture, ports):
    """(exchange, from the initiator, next payload) -> sizes of IP packets, each seen once."""
    found = {}
    while True:
        try:
            packet, address = capture.recvfrom(65535)
        except BlockingIOError:
            return found
        if address[2] != socket.PACKET_OUTGOING or packet[12:14] != b"\x08\x00":
            continue
        ip = packet[14:]
        header = (ip[0] & 15) * 4
        length = int.from_bytes(ip[2:4], "big")
        offset = (int.from_bytes(ip[6:8], "big") & 0x1FFF) * 8
        source = int.from_bytes(ip[header:header + 2], "big")
        if ip[9] != 17 or offset or source not in ports:
            continue
        # Beside port 500 a marker of four zero bytes stands first (RFC 3948 section 2.2).
        ike = ip[header + 12:length]
        if len(ike) < 28 or ike[18] not in EXCHANGES:
            continue
        key = (EXCHANGES[ike[18]], "request" if ike[19] & 0x20 == 0 else "response")
        found.setdefault(key, []).append(length)


def exchange(root, size, group):
    with tempfile.TemporaryDirectory(dir=f"{root}/tmp") as folder:
        folder = pathlib.Path(folder)
        inside = "/" + str(folder.relative_to(root))
        proposal = f"proposals = aes256gcm16-prfsha256-x25519-ke1_{group}"
        configure(folder, "responder", inside, 15500, size, f"{proposal}\n local_addrs = 127.0.0.1\n remote_addrs = %any")
        configure(folder, "initiator", inside, 15600, size,
                  f"{proposal}\n local_addrs = 127.0.0.1\n remote_addrs = 127.0.0.1\n remote_port = 15501\n local_port = 15601")
        daemons = [start(root, inside, name) for name in ("responder", "initiator")]
        try:
            capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
            capture.bind(("lo", 0))
            capture.setblocking(False)
            said = swanctl(root, inside, "initiator", "--initiate", "--ike", "test", "--timeout", "10")
            time.sleep(0.3)
            found = messages(capture, (15500, 15501, 15600, 15601))
            if ("intermediate", "response") not in found:
                print(said.stdout, said.stderr, found, file=sys.stderr)
                raise SystemExit(f"{group}: no intermediate exchange")
            return found
        finally:
            for daemon in daemons:
                daemon.terminate()
                daemon.wait()


def main():
    root = sys.argv[1].rstrip("/")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    version = subprocess.run(["chroot", root, "/usr/sbin/swanctl", "--version"], capture_output=True, text=True)
    version = (version.stdout + version.stderr).split("strongSwan ")[1].split()[0]
    print("version,mtu,group,share,exchange,message,packets")
    for size in (576, 1280, 1500):
        for group, share in SHARES.items():
            for (kind, message), packets in sorted(exchange(root, size, group).items()):
                print(f"strongSwan {version}", size, group, share, kind, message, " ".join(map(str, packets)), sep=",", flush=True)


main()
