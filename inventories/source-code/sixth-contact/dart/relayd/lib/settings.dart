import 'dart:io';

import 'package:crypto/crypto.dart';
import 'package:yaml/yaml.dart';

final Map settings = loadYaml(File('relayd.yaml').readAsStringSync()) as Map;

const hashes = <String, Hash>{'short': sha1, 'long': sha384};

Hash get relayHash => hashes[settings['relay']['hash']]!;
