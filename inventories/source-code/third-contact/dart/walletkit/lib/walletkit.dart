export 'src/chains.dart' show ChainSpec, chains;
export 'src/keystore.dart';
export 'src/signer.dart' hide debugSigner;
