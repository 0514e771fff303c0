"""A puzzle game: the player shifts letters until the sentence reads well."""
import random
import string

LEVELS = ["caesar", "rail fence", "des jardins"]


class Puzzle:
    def __init__(self, text: str, shift: int):
        self.cipher = self.encrypt(text, shift)
        self.shift = shift

    @staticmethod
    def encrypt(text: str, shift: int) -> str:
        table = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[shift:] + string.ascii_lowercase[:shift])
        return text.translate(table)

    def decrypt(self, guess: int) -> bool:
        return guess == self.shift

    def __hash__(self) -> int:
        return hash((self.cipher, self.shift))


def new_puzzle(words: list[str]) -> Puzzle:
    return Puzzle(random.choice(words), random.randint(1, 25))


HELP = """usage: puzzle [--cipher NAME]

  --cipher AES   start with the hard level (just a name)
  --hash MD5     show the checksum of the level
"""
