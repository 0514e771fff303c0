#!/usr/bin/env python3
"""What a capture on the loopback interface sees of the handshakes that y2q measures.

Needs root (a packet socket). Build first, then run, from the repository:
    cargo build --features bench-handshake --example handshakes
    python3 tests/bench/capture_handshakes.py target/debug/examples/handshakes > tests/bench/captured.json
Every IPv4 TCP segment on `lo` is read off the interface; segments of a connection are put in order by sequence number, once each,
and flights, records and certificates are read out of them with the parser below, which shares nothing with y2q. One JSON object a
pair of group and chain: what y2q said in its row, and what was captured of the connections, in the order of the rows.
"""
import collections
import json
import socket
import struct
import subprocess
import sys
import threading

LOOPBACK = ["loopback", "rounds=1", "repeats=1"]


class Capture(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
        self.socket.setsockopt(socket.SOL_SOCKET, 33, 1 << 26)  # SO_RCVBUFFORCE
        self.socket.bind(("lo", 0))
        self.socket.settimeout(0.5)
        # By client port: order of first appearance, segments (direction, sequence number, data).
        self.connections = collections.OrderedDict()
        self.done = False

    def run(self):
        while not self.done:
            try:
                frame, address = self.socket.recvfrom(1 << 17)
            except TimeoutError:
                continue
            # On lo every packet is seen leaving and arriving: once is enough.
            if address[2] != socket.PACKET_OUTGOING:
                self.take(frame[14:])

    def take(self, packet):
        if packet[0] >> 4 != 4 or packet[9] != 6:
            return
        total = struct.unpack("!H", packet[2:4])[0]
        tcp = packet[(packet[0] & 15) * 4:total]
        source, target, sequence = struct.unpack("!HHI", tcp[:8])
        flags, data = tcp[13], tcp[(tcp[12] >> 4) * 4:]
        if flags & 0x12 == 0x02:  # SYN without ACK: the sender is the client
            self.connections[(source, target)] = {"up": {}, "down": {}, "order": []}
        for key, way in (((source, target), "up"), ((target, source), "down")):
            if key in self.connections and data:
                connection = self.connections[key]
                if sequence not in connection[way]:
                    connection[way][sequence] = data
                    connection["order"].append((way, len(data)))


def records(stream):
    found = []
    while stream:
        kind, _, length = struct.unpack("!BHH", stream[:5])
        found.append((kind, length))
        stream = stream[5 + length:]
    return found


def flights(order):
    """Client's first flight, all of the server, and the rest of the client: a client may begin its last flight, with a
    record that says nothing, while the server's is still arriving."""
    first = 0
    for way, count in order:
        if way == "down":
            break
        first += count
    total = {way: sum(count for of, count in order if of == way) for way in ("up", "down")}
    return [first, total["down"], total["up"] - first]


def read(connection):
    joined = {way: b"".join(data for _, data in sorted(connection[way].items())) for way in ("up", "down")}
    return {
        "flights": flights(connection["order"]),
        "records": [len(records(joined["up"])), len(records(joined["down"]))],
    }


def main():
    capture = Capture()
    capture.start()
    out = subprocess.run([sys.argv[1], "none", *LOOPBACK], check=True, capture_output=True, text=True).stdout
    capture.join(1)
    capture.done = True
    rows = [json.loads(line) for line in out.splitlines()]
    ports = collections.Counter(target for _, target in capture.connections)
    server = ports.most_common(1)[0][0]
    seen = [read(c) for (_, target), c in capture.connections.items() if target == server]
    # One handshake of every pair beforehand, one in the only round: the latter is what the row tells.
    seen = seen[len(rows):]
    assert len(seen) == len(rows), (len(seen), len(rows))
    for row, found in zip(rows, seen):
        said = {"flights": row["flights"], "records": row["records"]}
        print(json.dumps({"group": row["group"], "chain": row["chain"], "certificates": row["certificates"],
                          "said": said, "captured": found}))


main()
