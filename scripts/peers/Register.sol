// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Lingnan's registration and attestation as a contract, to be measured against: the same fields, the same refusals that need the
/// state, an event with all that is stored. Records are packed into as few words of storage as hold them. It is lighter than the
/// chain on purpose: no check characters, no ranges of values, no register of agencies, no disputes.
contract Register {
	enum Status { Active, Abnormal, SeriouslyIllegal, Revoked, Deregistered }

	enum Standing { InForce, Disputed, Upheld, Revoked }

	struct Registration {
		bytes18 number;
		bytes legalName;
		bytes5 industry; // GB/T 4754
		uint24 division; // GB/T 2260
		uint32 founded; // days since 1970
		uint128 capital; // minor units
		bytes3 currency;
	}

	struct Firm {
		bytes5 industry;
		uint24 division;
		uint32 founded;
		uint128 capital;
		bytes3 currency;
		Status status;
		// The second word.
		address registrar;
		uint64 registeredAt;
		bytes legalName;
	}

	struct Statement {
		bytes18 firm;
		uint32 indicator;
		int64 value; // in the indicator's unit
		uint32 periodEnd; // days since 1970
		bytes32 evidence;
	}

	struct Attestation {
		int64 value;
		uint32 periodEnd;
		uint40 expires; // Unix time in seconds
		uint40 madeAt; // Unix time in seconds
		uint32 revision;
		Standing standing;
		// The second word.
		bytes32 evidence;
	}

	event Registered(
		bytes18 indexed number,
		bytes legalName,
		bytes5 industry,
		uint24 division,
		uint32 founded,
		uint128 capital,
		bytes3 currency,
		Status status,
		address registrar
	);

	event Attested(
		bytes18 indexed firm,
		uint32 indexed indicator,
		int64 value,
		uint32 periodEnd,
		uint40 expires,
		bytes32 evidence,
		uint32 revision
	);

	error NotAuthorized();
	error AlreadyExists();
	error NotFound();
	error FuturePeriod();
	error Expired();
	error OutdatedPeriod();

	uint256 private constant MAX_BATCH = 500;
	uint256 private constant VALIDITY_DAYS = 400;

	address private immutable agency = msg.sender;
	mapping(bytes18 number => Firm) public firms;
	mapping(bytes18 firm => mapping(uint32 indicator => Attestation)) public attestations;

	function registerMany(Registration[] calldata registrations) external {
		require(msg.sender == agency, NotAuthorized());
		require(registrations.length <= MAX_BATCH);
		for (uint256 i = 0; i < registrations.length; i++) {
			Registration calldata it = registrations[i];
			Firm storage firm = firms[it.number];
			require(firm.registeredAt == 0, AlreadyExists());
			firm.industry = it.industry;
			firm.division = it.division;
			firm.founded = it.founded;
			firm.capital = it.capital;
			firm.currency = it.currency;
			firm.status = Status.Active;
			firm.registrar = msg.sender;
			firm.registeredAt = uint64(block.timestamp);
			firm.legalName = it.legalName;
			emit Registered(
				it.number,
				it.legalName,
				it.industry,
				it.division,
				it.founded,
				it.capital,
				it.currency,
				Status.Active,
				msg.sender
			);
		}
	}

	function attestMany(Statement[] calldata statements) external {
		require(msg.sender == agency, NotAuthorized());
		require(statements.length <= MAX_BATCH);
		for (uint256 i = 0; i < statements.length; i++) {
			Statement calldata it = statements[i];
			require(firms[it.firm].registeredAt != 0, NotFound());
			require(it.periodEnd <= block.timestamp / 1 days, FuturePeriod());
			uint256 expires = (uint256(it.periodEnd) + VALIDITY_DAYS) * 1 days;
			require(block.timestamp < expires, Expired());
			Attestation storage last = attestations[it.firm][it.indicator];
			uint32 revision = last.revision;
			require(revision == 0 || last.periodEnd < it.periodEnd, OutdatedPeriod());
			revision++;
			attestations[it.firm][it.indicator] = Attestation({
				value: it.value,
				periodEnd: it.periodEnd,
				expires: uint40(expires),
				madeAt: uint40(block.timestamp),
				revision: revision,
				standing: Standing.InForce,
				evidence: it.evidence
			});
			emit Attested(it.firm, it.indicator, it.value, it.periodEnd, uint40(expires), it.evidence, revision);
		}
	}
}
