import { Component, type ReactNode } from "react";
import { useLocation } from "react-router";
import { Page } from "../ui";
import { useWords } from "../words";

/** A screen that fails leaves the page around it standing. */
export function Guarded({ children }: { children: ReactNode }) {
	return <Boundary path={useLocation().pathname}>{children}</Boundary>;
}

interface Props {
	path: string;
	children: ReactNode;
}
interface State {
	at: string;
	failed: boolean;
}

export class Boundary extends Component<Props, State> {
	override state: State = { at: this.props.path, failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	/** Another screen is tried. */
	static getDerivedStateFromProps({ path }: Props, { at, failed }: State): State {
		return at === path ? { at, failed } : { at: path, failed: false };
	}

	override render() {
		return this.state.failed ? <Broken /> : this.props.children;
	}
}

export function Broken() {
	const { t } = useWords();
	return (
		<Page title={t("app.broken.title")}>
			<p>{t("app.broken.what")}</p>
			<p>
				{/* Loads the page anew: what broke may lie in what it holds. */}
				<a href="/">{t("app.broken.home")}</a>
			</p>
		</Page>
	);
}
