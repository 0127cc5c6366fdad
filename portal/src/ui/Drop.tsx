import { type ReactNode, useId, useState } from "react";
import { useWords } from "../words";

/** Where files are dropped or chosen. The browser's own words on such a field are in its language, not in the reader's: so the field
 * is out of sight, and a label of ours stands for it. */
export function Drop({ label, hint, onFiles, accept, multiple = false, disabled = false, id }: {
	label: ReactNode;
	hint?: ReactNode;
	onFiles: (files: File[]) => void;
	accept?: string;
	multiple?: boolean;
	disabled?: boolean;
	id?: string;
}) {
	const { t } = useWords();
	const own = useId();
	const name = id ?? own;
	const [over, setOver] = useState(false);
	const take = (list: FileList | null) => {
		const files = [...(list ?? [])];
		if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1));
	};
	return (
		<div
			className={over ? "drop drop-over" : "drop"}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				take(event.dataTransfer.files);
			}}
		>
			<span className="drop-what" id={`${name}-what`}>
				{label}
			</span>
			{hint && (
				<span className="hint" id={`${name}-hint`}>
					{hint}
				</span>
			)}
			<input
				id={name}
				className="hidden"
				type="file"
				accept={accept}
				multiple={multiple}
				disabled={disabled}
				aria-labelledby={`${name}-what`}
				aria-describedby={hint ? `${name}-hint` : undefined}
				onChange={({ target }) => {
					take(target.files);
					target.value = ""; // the same file can be chosen again once it was mended
				}}
			/>
			<label htmlFor={name} className="button button-secondary">
				{t("ui.drop.pick", { many: multiple ? "yes" : "no" })}
			</label>
		</div>
	);
}
