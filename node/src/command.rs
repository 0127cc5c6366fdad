use crate::{
	chain_spec,
	cli::{BuildSpecCmd, CheckNetworkCmd, Cli, Command, ProvePeerCmd},
	executor::{self, Executor},
	genesis, service,
};
use pallet_peers::{claim, PeerId};
use sc_cli::SubstrateCli;
use sc_network::config::{NetworkBackendType, NodeKeyConfig, Secret};
use sc_service::{BasePath, PartialComponents};
use std::{fs, io::Write, path::PathBuf};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Lingnan node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"Bank credit for the small enterprises of Guangdong, Hong Kong and Macao".into()
	}

	fn author() -> String {
		"the Lingnan authors".into()
	}

	fn support_url() -> String {
		"see README.md".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(chain_spec::load(id)?))
	}
}

pub fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	// Before what was typed, which may say otherwise.
	cli.run.shared_params.log.insert(0, executor::QUIET.into());
	let Some(command) = &cli.subcommand else { return run_node(&cli) };
	match command {
		Command::BuildSpec(cmd) => build_spec(cmd, &alone(&cli)),
		Command::CheckNetwork(cmd) => check_network(cmd, &alone(&cli)),
		Command::ProvePeer(cmd) => prove_peer(cmd, &alone(&cli)),
		Command::Key(cmd) => cmd.run(&cli),
		Command::PurgeChain(cmd) => cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database)),
		Command::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<lingnan_runtime::opaque::Block>(&config))
		},
		Command::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config, cli.compiled.as_deref())?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Command::MeasureBlocks(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(&config, cli.compiled.as_deref()))
		},
		Command::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } =
				service::new_partial(&config, cli.compiled.as_deref())?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Command::ExportState(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } =
				service::new_partial(&config, cli.compiled.as_deref())?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Command::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config, cli.compiled.as_deref())?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Command::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } =
				service::new_partial(&config, cli.compiled.as_deref())?;
			let votes = Box::new(|client, _, blocks| {
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			Ok((cmd.run(client, backend, Some(votes)), task_manager))
		}),
	}
}

fn run_node(cli: &Cli) -> sc_cli::Result<()> {
	cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
		let compiled = cli.compiled.as_deref();
		match config.network.network_backend {
			NetworkBackendType::Libp2p => {
				service::new_full::<sc_network::NetworkWorker<service::Block, service::Hash>>(config, compiled)
			},
			NetworkBackendType::Litep2p => service::new_full::<sc_network::Litep2pNetworkBackend>(config, compiled),
		}
		.map_err(sc_cli::Error::Service)
	})
}

/// For what needs the runtime and no node.
fn alone(cli: &Cli) -> Executor {
	Executor::alone(cli.compiled.as_deref())
}

fn build_spec(cmd: &BuildSpecCmd, executor: &Executor) -> sc_cli::Result<()> {
	let mut spec = chain_spec::load(&cmd.chain)?;
	if cmd.raw {
		spec = genesis::raw(spec, executor)?;
	}
	let json = spec.as_json(cmd.raw)?;
	match &cmd.output {
		Some(path) => fs::write(path, json).map_err(|e| format!("{}: {e}", path.display()))?,
		None => std::io::stdout().write_all(json.as_bytes())?,
	}
	Ok(())
}

/// Prints the arguments of `Peers.register`.
fn prove_peer(cmd: &ProvePeerCmd, executor: &Executor) -> sc_cli::Result<()> {
	let spec = chain_spec::load(&cmd.chain)?;
	let of_the_node = |base: &PathBuf| BasePath::new(base).config_dir(spec.id()).join("network").join("secret_ed25519");
	let file = cmd.node_key_file.clone().or_else(|| cmd.base_path.as_ref().map(of_the_node)).unwrap_or_default();
	// The SDK would make a key.
	if !file.is_file() {
		return Err(format!("{}: there is no node key", file.display()).into());
	}
	let key = NodeKeyConfig::Ed25519(Secret::File(file.clone())).into_keypair();
	let key = key.map_err(|e| format!("{}: {e}", file.display()))?;
	let peer = PeerId(key.public().to_bytes());
	let proof = key.sign(&claim(genesis::hash(&spec, executor)?.as_ref(), cmd.member.as_ref()));
	println!("{}", serde_json::json!({ "peer": peer, "proof": format!("0x{}", hex::encode(proof)) }));
	Ok(())
}

/// The files first, then, if this program carries its runtime, the state that the runtime itself makes of them.
fn check_network(cmd: &CheckNetworkCmd, executor: &Executor) -> sc_cli::Result<()> {
	let network = chain_spec::network(&cmd.network).map_err(|e| e.to_string())?;
	println!("{}", network.summary());
	if lingnan_runtime::WASM_BINARY.is_none() {
		println!("  genesis       not built: this program carries no runtime");
		return Ok(());
	}
	let storage = genesis::storage(&chain_spec::build(network)?, executor)?;
	println!("  genesis       {} storage entries", storage.top.len());
	Ok(())
}
