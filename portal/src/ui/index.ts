export { Badge, worst } from "./Badge";
export { errorText } from "./errorText";
export { Button, ButtonLink } from "./Button";
export { Amount, Day, Facts, numberText } from "./Facts";
export { Choice, ErrorSummary, Field, Input, Select } from "./Field";
export { Notice } from "./Notice";
export { Page, Question } from "./Page";
export { Progress } from "./Progress";
export { type Column, Empty, Table } from "./Table";
