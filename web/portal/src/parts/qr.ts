import qrcode from 'qrcode-generator';
import { html, svg, type TemplateResult } from 'lit-html';

/** A text as a picture for a telephone, drawn here: it is told to nobody. */
export function qrPicture(text: string, name: string): TemplateResult {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let y = 0; y < size; ++y) for (let x = 0; x < size; ++x) if (code.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
  return html`<svg class="qr" viewBox="-4 -4 ${size + 8} ${size + 8}" role="img" aria-label=${name}>${svg`<rect x="-4" y="-4" width="100%" height="100%" fill="#fff"/><path d=${path} fill="#000"/>`}</svg>`;
}
