import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useNetwork } from "../../chain";
import { Button, Field, Input, Select } from "../../ui";
import { useWords } from "../../words";
import { custody } from "../index";
import { Fault, Form, useDoing } from "./parts";

type Named = { code: string; name: string }[];

/** The names that networks start with: their development keys are derived from the codes. */
const FILES = import.meta.glob<{ default: Named }>("../../../../chain-spec/*/{agencies,institutions}.json");
const FOLDERS = { Guangdong: "guangdong", HongKong: "hong-kong", Macao: "macao" } as const;
const OTHERS = ["//Alice", "//Bob", "//trustee", "//clock-admin"];

const named = async (place: keyof typeof FOLDERS, kind: "agencies" | "institutions") =>
	(await FILES[`../../../../chain-spec/${FOLDERS[place]}/${kind}.json`]?.())?.default ?? [];

/** Keys of everybody's, to choose from where a network is for rehearsals. */
export function DevelopmentKeys({ then = "/" }: { then?: string }) {
	const { t, name: shown } = useWords("keys");
	const network = useNetwork();
	const go = useNavigate();
	const { busy, fault, run } = useDoing();
	const [path, setPath] = useState("//agency//market-regulation");
	const { data } = useQuery({
		queryKey: ["development keys", network?.place],
		queryFn: async () => [await named(network!.place, "agencies"), await named(network!.place, "institutions")] as const,
		enabled: network?.rehearsal === true,
		staleTime: Infinity,
	});
	if (!network?.rehearsal) return null;
	const [agencies, institutions] = data ?? [[], []];
	const group = (label: string, kind: string, all: Named) => (
		<optgroup label={label}>
			{all.map(({ code, name }) => (
				<option key={code} value={`//${kind}//${code}`}>
					{shown(name)}
				</option>
			))}
		</optgroup>
	);
	const use = () =>
		run("use", async () => {
			await custody().useDevelopment(path.trim());
			await go(then);
		});
	return (
		<section aria-labelledby="development">
			<h2 id="development">{t("keys.rehearsal.title")}</h2>
			<p>{t("keys.rehearsal.what")}</p>
			<Form onSubmit={() => void use()}>
				<Fault fault={fault} field="development-path" />
				<Field id="development-who" label={t("keys.rehearsal.who")}>
					<Select value={path} onChange={({ target }) => setPath(target.value)}>
						{group(t("keys.rehearsal.agencies"), "agency", agencies)}
						{group(t("keys.rehearsal.institutions"), "institution", institutions)}
						<optgroup label={t("keys.rehearsal.others")}>
							{[...new Set([...OTHERS, path])]
								.filter((other) => ![...agencies, ...institutions].some(({ code }) => other.endsWith(`//${code}`)))
								.map((other) => (
									<option key={other}>{other}</option>
								))}
						</optgroup>
					</Select>
				</Field>
				<Field id="development-path" label={t("keys.rehearsal.path")} hint={t("keys.rehearsal.pathHint")}>
					<Input value={path} onChange={({ target }) => setPath(target.value)} autoComplete="off" spellCheck={false} />
				</Field>
				<Button type="submit" kind="secondary" busy={busy === "use"}>
					{t("keys.rehearsal.use")}
				</Button>
			</Form>
		</section>
	);
}
