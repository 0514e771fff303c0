//! IKE responders, asked over the network of this machine, against their own configuration.
