#!/usr/bin/env python3
"""Measures flights of a TLS handshake over real TCP on a shaped link, for comparison with `src/network/`.

Needs root and a kernel with network namespaces and TUN; `tc netem` is not needed, because the link itself is a
process: two namespaces are joined by TUN devices, and what one side sends is handed to the other after
its transmission at the link's rate and half a round trip. Both ends are the kernel's own TCP, with Reno and an initial window
of 10. Run: python3 shaped_link.py > shaped_link.csv
"""
import collections
import ctypes
import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000

# name: round trip in ms, bits a second down and up, MTU. The presets of src/network/link.rs without loss, and two
# of megabits where window and rate matter both.
LINKS = {
    "data-centre": (0.5, 10e9, 10e9, 1500),
    "mobile": (60.0, 20e6, 5e6, 1400),
    "satellite": (600.0, 10e6, 1e6, 1500),
    "telemetry": (600.0, 9600.0, 9600.0, 1500),
    "megabit": (100.0, 1e6, 1e6, 1500),
    "ten-megabit": (100.0, 1e7, 1e7, 1500),
}
# Client's first flight, server's flight, client's last one with the request: bytes of the chains measured.
HANDSHAKES = {
    "X25519, ECDSA P-256": (252, 1038, 64 + 100),
    "X25519MLKEM768, ECDSA P-256": (1436, 2127, 64 + 100),
    "X25519MLKEM768, ML-DSA-44": (1436, 11668, 64 + 100),
    "X25519MLKEM768, ML-DSA-65": (1436, 15615, 64 + 100),
    "X25519MLKEM768, ML-DSA-87": (1436, 20871, 64 + 100),
    "four certificates of SLH-DSA": (1436, 64000, 64 + 100),
}
REPEATS = 5


def enter(name):
    with open(f"/run/netns/{name}") as namespace:
        if LIBC.setns(namespace.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")


def tun(namespace, address, peer, mtu):
    """A TUN device in a namespace; the file stays usable from here."""
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    enter(namespace)
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, 0x400454CA, struct.pack("16sH", b"link0", 0x0001 | 0x1000))  # TUNSETIFF, IFF_TUN | IFF_NO_PI
    run("ip", "addr", "add", address, "peer", peer, "dev", "link0")
    run("ip", "link", "set", "link0", "mtu", str(mtu), "up", "txqueuelen", "10000")
    run("ip", "link", "set", "lo", "up")
    # The path of a new connection, without what an earlier one measured.
    for key, value in {"tcp_no_metrics_save": "1", "tcp_timestamps": "0", "tcp_slow_start_after_idle": "0"}.items():
        with open(f"/proc/sys/net/ipv4/{key}", "w") as file:
            file.write(value)
    LIBC.setns(own, CLONE_NEWNET)
    os.close(own)
    return fd


def run(*command):
    subprocess.run(command, check=True)


class Way:
    """One direction: a queue, a rate, and half a round trip."""

    def __init__(self, out, bits, delay):
        self.out, self.bits, self.delay, self.free = out, bits, delay, 0.0
        self.queue = collections.deque()

    def put(self, packet, now):
        self.free = max(self.free, now) + len(packet) * 8 / self.bits
        self.queue.append((self.free + self.delay, packet))

    def deliver(self, now):
        while self.queue and self.queue[0][0] <= now:
            os.write(self.out, self.queue.popleft()[1])

    def next(self):
        return self.queue[0][0] if self.queue else None


def relay(left, right, link):
    rtt, down, up, _ = link
    ways = {left: Way(right, up, rtt / 2000), right: Way(left, down, rtt / 2000)}
    while True:
        times = [way.next() for way in ways.values() if way.next() is not None]
        wait = max(0.0, min(times) - time.monotonic()) if times else 1.0
        # The last millisecond is waited for actively: a sleep comes late by about that much.
        ready, _, _ = select.select(list(ways), [], [], 0 if wait < 0.001 else wait - 0.001)
        for fd in ready:
            while True:
                try:
                    packet = os.read(fd, 70000)
                except BlockingIOError:
                    break
                if packet and packet[0] >> 4 == 4:
                    ways[fd].put(packet, time.monotonic())
        for way in ways.values():
            way.deliver(time.monotonic())


def exact(connection, count):
    while count:
        got = connection.recv(min(count, 1 << 16))
        if not got:
            raise EOFError
        count -= len(got)


def prepared(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"reno")


def serve(namespace, ready):
    enter(namespace)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    prepared(listener)
    listener.bind(("10.77.0.2", 4433))
    listener.listen(8)
    os.write(ready, b"r")
    while True:
        connection, _ = listener.accept()
        prepared(connection)
        hello, answer, last = struct.unpack("!III", connection.recv(12, socket.MSG_PEEK))
        exact(connection, hello)
        connection.sendall(bytes(answer))
        exact(connection, last)
        connection.sendall(b"x")
        connection.close()


def shake(flights):
    hello, answer, last = flights
    connection = socket.socket()
    prepared(connection)
    start = time.monotonic()
    connection.connect(("10.77.0.2", 4433))
    connection.sendall(struct.pack("!III", *flights) + bytes(hello - 12))
    exact(connection, answer)
    connection.sendall(bytes(last))
    exact(connection, 1)
    taken = time.monotonic() - start
    connection.close()
    return taken * 1000


def fork(work, *arguments):
    child = os.fork()
    if child == 0:
        try:
            work(*arguments)
        finally:
            os._exit(1)
    return child


def measure(link):
    names = [f"y2q-{side}-{os.getpid()}" for side in ("client", "server")]
    children = []
    try:
        for name in names:
            run("ip", "netns", "add", name)
        left = tun(names[0], "10.77.0.1", "10.77.0.2", link[3])
        right = tun(names[1], "10.77.0.2", "10.77.0.1", link[3])
        children.append(fork(relay, left, right, link))
        reader, writer = os.pipe()
        children.append(fork(serve, names[1], writer))
        os.read(reader, 1)
        own = os.open("/proc/self/ns/net", os.O_RDONLY)
        enter(names[0])
        for title, flights in HANDSHAKES.items():
            repeats = 1 if link[1] < 1e5 else REPEATS
            yield title, flights, sorted(shake(flights) for _ in range(repeats))
        LIBC.setns(own, CLONE_NEWNET)
        os.close(left)
        os.close(right)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
        for name in names:
            run("ip", "netns", "del", name)


def main():
    print("link,rtt_ms,down_bits,up_bits,mtu,handshake,flight1,flight2,flight3,lowest_ms,median_ms")
    for name in sys.argv[1:] or LINKS:
        link = LINKS[name]
        for title, flights, times in measure(link):
            numbers = [name, *link, f'"{title}"', *flights, f"{times[0]:.2f}", f"{times[len(times) // 2]:.2f}"]
            print(*numbers, sep=",", flush=True)


main()
