import type { ReactNode } from "react";

export interface Column<T> {
	key: string;
	title: ReactNode;
	cell: (row: T) => ReactNode;
	/** Amounts stand to the right. */
	number?: boolean;
}

/** A table that becomes cards where the screen is narrow; each cell then says its column. */
export function Table<T>({ caption, columns, rows, rowKey, empty }: { caption: ReactNode; columns: Column<T>[]; rows: readonly T[]; rowKey: (row: T) => string | number; empty?: ReactNode }) {
	if (rows.length === 0 && empty) return <Empty>{empty}</Empty>;
	return (
		<table className="table">
			<caption>{caption}</caption>
			<thead>
				<tr>
					{columns.map(({ key, title, number }) => (
						<th key={key} scope="col" className={number ? "number" : undefined}>
							{title}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={rowKey(row)}>
						{columns.map(({ key, title, cell, number }) => (
							<td key={key} className={number ? "number" : undefined}>
								<span className="cell-title" aria-hidden="true">
									{title}
								</span>
								<span className="cell">{cell(row)}</span>
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

export function Empty({ children }: { children: ReactNode }) {
	return <p className="empty">{children}</p>;
}
