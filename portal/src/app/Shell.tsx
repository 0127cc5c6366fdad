import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";
import { beginLight, startLight, useConnection, useDisagreement, useLight, useNetwork, useOld } from "../chain/standing";
import { KeyPrompt, useKey } from "../keys";
import { LANGS, type Lang, loadNames, NAMES, setPlace, useWords } from "../words";

const PLACES = { Guangdong: "guangdong", HongKong: "hongKong", Macao: "macao" } as const;

/** What is around every screen: whose network this is, the language, the key, and what is wrong with the line. */
export function Shell({ children }: { children: ReactNode }) {
	const { t, lang, setLang } = useWords();
	const network = useNetwork();
	const key = useKey();
	const { failed } = useConnection();
	const old = useOld();
	const disagrees = useDisagreement();
	const light = useLight();
	const release = useRelease();
	useEffect(beginLight, []);
	useEffect(() => {
		if (!network) return;
		setPlace(PLACES[network.place]);
		if (network.names) void loadNames(`/${network.names}`);
	}, [network]);
	return (
		<div className="shell">
			<a className="skip" href="#main">
				{t("app.skip")}
			</a>
			<header className="shell-bar">
				<Link className="shell-name" to="/">
					{t("app.name")}
				</Link>
				{network && (
					<span className="shell-network">
						{t(`app.place.${network.place}`)}
						{network.rehearsal && ` · ${t("app.rehearsal")}`}
					</span>
				)}
				<span className="shell-space" />
				<Link to={key.state === "none" ? "/key/new" : "/key/open"}>{t(`app.key.${key.state}`)}</Link>
				<label>
					<span className="hidden">{t("app.language")}</span>
					<select value={lang} onChange={({ target }) => void setLang(target.value as Lang)}>
						{LANGS.map((one) => (
							<option key={one} value={one} lang={one}>
								{NAMES[one]}
							</option>
						))}
					</select>
				</label>
			</header>
			{disagrees ? (
				<p className="shell-trouble shell-bad" role="alert">
					{t("app.disagrees")}
				</p>
			) : failed ? (
				<p className="shell-trouble" role="status">
					{t("app.lost")}
				</p>
			) : (
				old && (
					<p className="shell-trouble" role="status">
						{t("app.old")}
					</p>
				)
			)}
			<div className="shell-body">{children}</div>
			<KeyPrompt />
			<footer className="shell-foot">
				<p>{t("app.foot")}</p>
				{release && <p>{t("app.release", { hash: release })}</p>}
				{light !== "none" && <p>{t(`app.light.${light}`)}</p>}
				{light === "waits" && (
					<button type="button" onClick={() => void startLight()}>
						{t("app.light.begin")}
					</button>
				)}
			</footer>
		</div>
	);
}

/** The beginning of the hash over these files (vite.config.ts); a page that is served from its sources has none. */
function useRelease(): string | undefined {
	return useQuery({
		queryKey: ["release"],
		staleTime: Infinity,
		queryFn: async () => {
			const answer = await fetch("/release.json");
			if (!answer.headers.get("content-type")?.includes("json")) return null;
			return ((await answer.json()) as { sha256: string }).sha256.slice(0, 16);
		},
	}).data ?? undefined;
}
