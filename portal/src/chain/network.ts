import { useQuery } from "@tanstack/react-query";
import { Trouble } from "./errors";

/** The network that this folder of files is for: network.json, beside index.html. */
export interface Network {
	name: string;
	place: "Guangdong" | "HongKong" | "Macao";
	/** Addresses of web sockets. The first that answers is asked. */
	nodes: string[];
	/** Where members' networks answer. */
	gateway?: string;
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

/** Read once for the whole page. */
export function network(): Promise<Network> {
	loading ??= fetch("/network.json", { cache: "no-cache" }).then((answer) => {
		if (!answer.ok) throw new Trouble({ kind: "network", name: "NoNetworkFile" });
		return answer.json() as Promise<Network>;
	});
	loading.catch(() => (loading = undefined));
	return loading;
}

export function useNetwork(): Network | undefined {
	return useQuery({ queryKey: ["network"], queryFn: network, staleTime: Infinity }).data;
}
