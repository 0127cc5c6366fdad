export function validatorsOf(rpc: <T = unknown>(method: string, params?: unknown[]) => Promise<T>): Promise<{ set: string; keys: [string, string][]; block: number }>;
