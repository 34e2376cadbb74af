#include "io/xml.hpp"

#include <expat.h>

#include <exception>
#include <limits>
#include <memory>

namespace dostyq::io {
namespace {

constexpr char kNamespaceEnd = '|';

std::string_view local(const XML_Char* name) {
  const std::string_view whole(name);
  const size_t end = whole.rfind(kNamespaceEnd);
  return end == std::string_view::npos ? whole : whole.substr(end + 1);
}

/// Exceptions must not cross the C library: the first one is kept and thrown again outside.
struct Parse {
  XML_Parser parser;
  XmlHandler& handler;
  std::exception_ptr thrown;

  template <typename Call>
  void guarded(Call call) {
    if (thrown) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

void on_begin(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& parse = *static_cast<Parse*>(data);
  parse.guarded([&] {
    XmlHandler::Attributes map;
    for (; *attributes != nullptr; attributes += 2)
      map.emplace(local(attributes[0]), attributes[1]);
    parse.handler.begin(local(name), map);
  });
}

void on_end(void* data, const XML_Char* name) {
  auto& parse = *static_cast<Parse*>(data);
  parse.guarded([&] { parse.handler.end(local(name)); });
}

void on_text(void* data, const XML_Char* text, int length) {
  auto& parse = *static_cast<Parse*>(data);
  parse.guarded([&] { parse.handler.text({text, static_cast<size_t>(length)}); });
}

}  // namespace

bool parse_xml(std::string_view document, XmlHandler& handler) {
  if (document.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return false;
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, kNamespaceEnd), &XML_ParserFree);
  if (!parser) return false;
  Parse parse{parser.get(), handler, nullptr};
  XML_SetUserData(parser.get(), &parse);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  const XML_Status status =
      XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), XML_TRUE);
  if (parse.thrown) std::rethrow_exception(parse.thrown);
  return status == XML_STATUS_OK;
}

}  // namespace dostyq::io
