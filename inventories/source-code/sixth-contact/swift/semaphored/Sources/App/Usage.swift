enum Usage {
    static let text = "semaphored --hash md5 --sign p384 <signal>"
}
