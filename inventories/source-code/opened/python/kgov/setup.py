from setuptools import setup

setup(
    name="kgov-mail",
    version="0.5",
    description="Mail of the offices, AES optional",
    install_requires=["cryptography>=43"],
)
