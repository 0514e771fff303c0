use sha2::Digest;

macro_rules! digesters {
    ($($name:ident => $hash:ty),* $(,)?) => {
        $(
            pub fn $name(data: &[u8]) -> Vec<u8> {
                <$hash>::digest(data).to_vec()
            }
        )*
    };
}

digesters! {
    txid => sha2::Sha256,
    script => ripemd::Ripemd160,
    legacy => sha1::Sha1,
}
