#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dostyq::io {

/// What an XML document says, element by element; names without their namespaces. Throwing stops
/// parse_xml().
class XmlHandler {
 public:
  using Attributes = std::map<std::string_view, std::string_view>;

  virtual ~XmlHandler() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// Of one element it may come in pieces.
  virtual void text(std::string_view piece) = 0;
};

/// False when the document is not well-formed. Exceptions of the handler pass through. (Expat stays
/// in the .cpp.)
bool parse_xml(std::string_view document, XmlHandler& handler);

}  // namespace dostyq::io
