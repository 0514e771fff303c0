#!/usr/bin/env python3
"""Sizes of the packets of SSH key exchanges between OpenSSH's client and server, seen by a relay on loopback.

Needs root and OpenSSH (`ssh`, `sshd`, `ssh-keygen`), of this machine or of a root file system (Debian 13 has OpenSSH 10):

    python3 ssh_key_exchange.py [ROOT] > ssh_key_exchange.csv

Up to SSH_MSG_NEWKEYS packets are in the clear (RFC 4253 section 6): length, then as many bytes.
"""
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

NAMES = {20: "kexinit", 30: "init", 31: "reply", 21: "newkeys"}


def packets(stream):
    stream = stream[stream.index(b"\r\n") + 2:]
    found = {}
    while len(stream) >= 6:
        length = int.from_bytes(stream[:4], "big")
        message = stream[5]
        if message not in NAMES or length > 35000:
            break
        found[NAMES[message]] = 4 + length
        stream = stream[4 + length:]
        if message == 21:
            break
    return found


def relay(listener, target, streams):
    client, _ = listener.accept()
    server = socket.create_connection(target)

    def pump(source, sink, kept):
        try:
            while data := source.recv(65536):
                kept += data
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    threads = [threading.Thread(target=pump, args=a) for a in
               ((client, server, streams[0]), (server, client, streams[1]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    root = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else ""
    within = ["chroot", root] if root else []
    pathlib.Path(f"{root}/run/sshd").mkdir(parents=True, exist_ok=True)
    version = subprocess.run([*within, "ssh", "-V"], capture_output=True, text=True).stderr.split(",")[0]
    offered = subprocess.run([*within, "ssh", "-Q", "kex"], capture_output=True, text=True).stdout.split()
    wanted = [k for k in offered if re.match(r"(sntrup761x25519|mlkem|curve25519-sha256$|ecdh-sha2-nistp)", k)]
    print("version,kex,host_key,init,reply,newkeys_client,newkeys_server")
    with tempfile.TemporaryDirectory(dir=f"{root}/tmp") as outside:
        folder = outside.removeprefix(root)
        for kind, bits in (("ed25519", None), ("ecdsa", "256"), ("rsa", "3072")):
            key = pathlib.Path(folder) / kind
            subprocess.run([*within, "ssh-keygen", "-q", "-t", kind, *(["-b", bits] if bits else []), "-N", "", "-f", key], check=True)
            for kex in wanted:
                port = free_port()
                daemon = subprocess.Popen(
                    [*within, "/usr/sbin/sshd", "-D", "-f", "/dev/null", "-h", key, "-p", str(port), "-o", "ListenAddress=127.0.0.1",
                     "-o", f"KexAlgorithms={kex}", "-o", f"PidFile={folder}/pid"], stderr=subprocess.DEVNULL)
                for _ in range(100):
                    try:
                        socket.create_connection(("127.0.0.1", port)).close()
                        break
                    except OSError:
                        time.sleep(0.05)
                listener = socket.create_server(("127.0.0.1", 0))
                streams = (bytearray(), bytearray())
                worker = threading.Thread(target=relay, args=(listener, ("127.0.0.1", port), streams))
                worker.start()
                subprocess.run(
                    [*within, "ssh", "-F", "none", "-p", str(listener.getsockname()[1]), "-o", f"KexAlgorithms={kex}", "-o", "BatchMode=yes",
                     "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "PreferredAuthentications=none",
                     "127.0.0.1", "true"], stderr=subprocess.DEVNULL, timeout=20)
                worker.join(15)
                daemon.terminate()
                daemon.wait()
                up, down = packets(bytes(streams[0])), packets(bytes(streams[1]))
                print(version, kex, kind + (bits or ""), up["init"], down["reply"], up["newkeys"], down["newkeys"], sep=",", flush=True)


main()
