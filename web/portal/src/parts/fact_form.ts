import type { TemplateResult } from 'lit-html';
import { confidences } from '../../../src/core/model';
import type { Column, Fact, FactInput, RegisterInfo, Written } from '../api/types';
import type { App } from '../core/app';
import { form, type Field } from './form';
import { tellWritten } from './history';

/** A record of any register: the fields are the columns that programme.toml declares. A change is a new row; the old one stays in history. */
export function factForm(app: App, info: RegisterInfo, fact: Fact | null): TemplateResult {
  const path = `/registers/${encodeURIComponent(info.id)}`;
  return form(app, {
    id: 'fact-form',
    label: fact ? app.t.registers.change : app.t.registers.add,
    submit: fact ? app.t.form.save : app.t.registers.add,
    keepAfter: fact !== null,
    fields: [areaField(app, fact), ...info.columns.map((column) => columnField(app, column, fact)), ...commonFields(app, fact)],
    async send(values) {
      const input = read(info, values);
      const written = fact
        ? await app.client.patch<Written<Fact>>(`${path}/${encodeURIComponent(fact.id)}`, input, fact.version)
        : await app.client.post<Written<Fact>>(path, input);
      await app.reload();
      tellWritten(app, app.t.form.saved, written);
    },
  });
}

function areaField(app: App, fact: Fact | null): Field {
  const own = app.ownRegion;
  const areas = own ? app.programme?.regions.filter((region) => region.id === own) : [...(app.programme ? [app.programme.country] : []), ...(app.programme?.regions ?? [])];
  const choices = (areas ?? []).map((area) => ({ value: area.id, label: app.say(area.name) }));
  const area = fact?.area;
  if (area && !choices.some(({ value }) => value === area.id)) choices.unshift({ value: area.id, label: app.say(area.name) });
  return { name: 'area', label: app.t.area, kind: 'select', required: !fact || area !== null, value: area?.id ?? own ?? null, choices };
}

function columnField(app: App, column: Column, fact: Fact | null): Field {
  const base = { name: `values.${column.id}`, label: app.say(column.name), required: column.required, value: fact?.values[column.id] ?? null };
  if (column.choices) return { ...base, kind: 'select', choices: column.choices.map((value) => ({ value, label: value })) };
  if (column.type === 'day') return { ...base, kind: 'day' };
  if (column.type === 'number') return { ...base, kind: 'number' };
  if (column.type === 'yes_no')
    return { ...base, kind: 'select', choices: [{ value: 'yes', label: app.t.form.yes }, { value: 'no', label: app.t.form.no }] };
  if (column.type === 'ref' && column.of === 'bodies')
    return { ...base, kind: 'select', choices: (app.programme?.bodies ?? []).map((body) => ({ value: body.id, label: app.say(body.name) })) };
  if (column.type === 'list') return { ...base, hint: app.t.registers.list_hint };
  return base;
}

const commonFields = (app: App, fact: Fact | null): Field[] => [
  { name: 'from', label: app.t.registers.from, kind: 'day', required: true, value: fact?.from ?? null },
  { name: 'to', label: app.t.registers.to, kind: 'day', value: fact?.to ?? null, hint: app.t.registers.to_hint, since: 'from' },
  { name: 'source', label: app.words.card.source, required: true, value: fact?.source ?? null },
  {
    name: 'confidence',
    label: app.words.sites.confidence,
    kind: 'select',
    required: true,
    value: fact?.confidence ?? 'transcribed',
    choices: confidences.map((value) => ({ value, label: app.words.confidence[value] })),
  },
];

function read(info: RegisterInfo, values: Record<string, string>): FactInput {
  return {
    area: values.area!,
    from: values.from || null,
    to: values.to || null,
    source: values.source!,
    confidence: values.confidence as FactInput['confidence'],
    values: Object.fromEntries(
      info.columns.map((column) => {
        const typed = values[`values.${column.id}`] ?? '';
        return [column.id, column.type === 'list' ? typed.split(/[|,;]/).map((part) => part.trim()).filter(Boolean).join('|') : typed];
      }),
    ),
  };
}
