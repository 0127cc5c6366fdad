use lingnan_client::{files, Error, Result};
use std::{fmt::Display, path::Path, sync::Arc};
use tokio_rustls::{
	rustls::{
		crypto::ring,
		pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer},
		ServerConfig,
	},
	TlsAcceptor,
};

/// Reads a certificate with its chain and its private key, both in PEM. A key that others can read is refused.
pub fn tls(certificate: &Path, key: &Path) -> Result<TlsAcceptor> {
	let bad = |path: &Path, reason: &dyn Display| Error::input(path.display(), reason);
	let chain = CertificateDer::pem_file_iter(certificate).map_err(|e| bad(certificate, &e))?;
	let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|e| bad(certificate, &e))?;
	files::insist_private(key)?;
	let secret = PrivateKeyDer::from_pem_file(key).map_err(|e| bad(key, &e))?;
	let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
		.with_safe_default_protocol_versions()
		.map_err(|e| bad(certificate, &e))?
		.with_no_client_auth()
		.with_single_cert(chain, secret)
		.map_err(|e| bad(certificate, &e))?;
	Ok(TlsAcceptor::from(Arc::new(config)))
}
