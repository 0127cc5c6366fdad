import { cloneElement, type InputHTMLAttributes, type ReactElement, type ReactNode, type SelectHTMLAttributes, useEffect, useId, useRef } from "react";
import { useWords } from "../words";

type Control = ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;

/** A label, a hint, an error and one control, tied together for those who hear the page. `id` is what an error summary leads to. */
export function Field({ label, hint, error, id, children }: { label: ReactNode; hint?: ReactNode; error?: ReactNode; id?: string; children: Control }) {
	const own = useId();
	const name = id ?? own;
	const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ") || undefined;
	return (
		<div className={error ? "field field-wrong" : "field"}>
			<label htmlFor={name}>{label}</label>
			{hint && (
				<p className="hint" id={`${name}-hint`}>
					{hint}
				</p>
			)}
			{error && (
				<p className="wrong" id={`${name}-error`}>
					{error}
				</p>
			)}
			{cloneElement(children, { id: name, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
		</div>
	);
}

export const Input = (props: InputHTMLAttributes<HTMLInputElement>) => <input type="text" {...props} />;
export const Select = (props: SelectHTMLAttributes<HTMLSelectElement>) => <select {...props} />;

/** One of several, or several of them: radio buttons or boxes under a legend. */
export function Choice({ legend, hint, error, name, options, value, onChange, several = false }: {
	legend: ReactNode;
	hint?: ReactNode;
	error?: ReactNode;
	name: string;
	options: { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
	value: readonly string[];
	onChange: (value: string[]) => void;
	several?: boolean;
}) {
	return (
		<fieldset className={error ? "field field-wrong" : "field"} id={name} aria-describedby={error ? `${name}-error` : undefined}>
			<legend>{legend}</legend>
			{hint && <p className="hint">{hint}</p>}
			{error && (
				<p className="wrong" id={`${name}-error`}>
					{error}
				</p>
			)}
			{options.map((option) => (
				<label className="choice" key={option.value}>
					<input
						type={several ? "checkbox" : "radio"}
						name={name}
						value={option.value}
						disabled={option.disabled}
						checked={value.includes(option.value)}
						onChange={({ target }) =>
							onChange(!several ? [option.value] : target.checked ? [...value, option.value] : value.filter((one) => one !== option.value))
						}
					/>
					<span>
						{option.label}
						{option.hint && <span className="hint">{option.hint}</span>}
					</span>
				</label>
			))}
		</fieldset>
	);
}

/** What is wrong on the screen, at its top; it takes the focus when it comes, and each line leads to its field. */
export function ErrorSummary({ errors }: { errors: { field?: string; text: ReactNode }[] }) {
	const { t } = useWords();
	const box = useRef<HTMLDivElement>(null);
	const some = errors.length > 0;
	useEffect(() => {
		if (some) box.current?.focus();
	}, [some]);
	if (!some) return null;
	return (
		<div className="summary" role="alert" tabIndex={-1} ref={box}>
			<h2>{t("ui.problem")}</h2>
			<ul>
				{errors.map(({ field, text }, index) => (
					<li key={index}>
						{field ? (
							<a
								href={`#${field}`}
								onClick={(event) => {
									event.preventDefault();
									const target = document.getElementById(field);
									(target?.matches("fieldset") ? target.querySelector("input") : target)?.focus();
								}}
							>
								{text}
							</a>
						) : (
							text
						)}
					</li>
				))}
			</ul>
		</div>
	);
}
