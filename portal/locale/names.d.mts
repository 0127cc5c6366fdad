export function writeNames(network: string, folder: string): void;
