#pragma once

#include <string>
#include <vector>

namespace dostyq::report {

/// A QR code (ISO/IEC 18004) with a quarter of redundancy; row by row, true is dark. Empty when the
/// text does not fit. (libqrencode stays in the .cpp.)
struct QrCode {
  int size = 0;
  std::vector<bool> dark;
};
QrCode qr_code(const std::string& text);

}  // namespace dostyq::report
