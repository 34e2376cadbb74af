#include "report/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace dostyq::report {

QrCode qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_Q), QRcode_free);
  QrCode drawn;
  if (code == nullptr) return drawn;
  drawn.size = code->width;
  const auto cells = static_cast<size_t>(code->width) * static_cast<size_t>(code->width);
  for (size_t k = 0; k < cells; ++k) drawn.dark.push_back((code->data[k] & 1U) != 0);
  return drawn;
}

}  // namespace dostyq::report
