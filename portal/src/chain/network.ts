import { useQuery } from "@tanstack/react-query";
import { Trouble } from "./errors";

/** The network that this folder of files is for: network.json, beside index.html. */
export interface Network {
	name: string;
	place: "Guangdong" | "HongKong" | "Macao";
	/** Addresses of web sockets. The first that answers is asked. */
	nodes: string[];
	/** Gateways of members, `https://…`. Where there are some, they are asked, and no node. */
	gateways?: string[];
	/** Who finalises, and since which block at the latest: what a page begins with that follows finality through a gateway. */
	validators?: { set: string; keys: [key: string, weight: string][]; block: number };
	/** Where notices are asked for: `lingnan notices serve` of an operator. */
	notices?: string;
	/** Hash of the first block, or null on a development chain, which begins anew each time. */
	genesis: string | null;
	/** Whether development keys may be chosen and a conductor moves time. */
	rehearsal: boolean;
	/** The specification for the light client, beside network.json. */
	chainSpec?: string;
	/** Names of agencies, institutions, products and indicators in other languages, beside network.json. */
	names?: string;
}

let loading: Promise<Network> | undefined;
let byGateway = false;

/** Whether gateways are asked here; known once the file is read. */
export const isByGateway = () => byGateway;

/** Read once for the whole page. */
export function network(): Promise<Network> {
	loading ??= fetch("/network.json", { cache: "no-cache" }).then(async (answer) => {
		if (!answer.ok) throw new Trouble({ kind: "network", name: "NoNetworkFile" });
		const network = (await answer.json()) as Network;
		byGateway = (network.gateways?.length ?? 0) > 0;
		return network;
	});
	loading.catch(() => (loading = undefined));
	return loading;
}

export function useNetwork(): Network | undefined {
	return useQuery({ queryKey: ["network"], queryFn: network, staleTime: Infinity }).data;
}
