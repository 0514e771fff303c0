class Cipher:
    """A knot puzzle."""

    def encrypt(self, rope):
        return rope[::-1]

    def update(self, rope):
        # sha1 would be too much here
        return hash(rope) % 97
