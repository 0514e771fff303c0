//! Programs that are told by what they do with their words.

/// Programs that run another one, whose name follows.
pub(super) const RUNNERS: &[&str] = &[
    "sudo",
    "doas",
    "env",
    "time",
    "exec",
    "nice",
    "ionice",
    "nohup",
    "command",
    "xargs",
    "timeout",
    "chroot",
    "busybox",
    "setsid",
    "stdbuf",
    "eval",
    "find",
    "docker",
    "podman",
    "kubectl",
    "runuser",
    "parallel",
    "builtin",
    "winpty",
    "chronic",
    "faketime",
    "run",
    "assert",
    "assert_success",
    "lxc",
    "oc",
    "nsenter",
    "unshare",
    "strace",
    "flock",
    "caffeinate",
    "systemd-run",
    "sshpass",
    "retry",
];
/// Commands of the shell itself, which are no calls of functions.
pub(super) const PRINTING: &[&str] = &[
    "echo", "printf", "return", "exit", "shift", "test", "read", "cd", "set", "local", "rm",
    "mkdir", "chmod", "trap",
];
/// Programs that read a device which is named as an argument.
pub(super) const READERS: &[&str] =
    &["head", "dd", "tr", "od", "xxd", "hexdump", "base64", "cat", "fold"];
