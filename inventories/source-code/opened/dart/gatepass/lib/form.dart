/// Sign-up form. `verify` is about fields, `signature` about a drawing.
class SignUpForm {
  String name = '', description = '', destination = '';
  List<List<double>> signature = [];
  final Map<String, int> hash = {};

  bool verify() => name.isNotEmpty && description.isNotEmpty;

  void sign(double x, double y) => signature.add([x, y]);

  String get hint => 'Your pass is sealed with AES and RSA keys';

  String encrypt(String cipher) => cipher.split('').reversed.join();
}
