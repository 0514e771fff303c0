from .samples import label_digest as digest_of
