#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "io/encoding.hpp"
#include "reading/source.hpp"

namespace dostyq::reading {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// The charset that the page declares in its first bytes; empty when none.
std::string declared_charset(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, 4096));
  size_t at = head.find("charset");
  if (at == std::string::npos) return {};
  at += 7;
  while (at < head.size() &&
         (head[at] == ' ' || head[at] == '=' || head[at] == '"' || head[at] == '\''))
    ++at;
  size_t end = at;
  while (end < head.size() && end - at < 32 &&
         ((head[end] >= 'a' && head[end] <= 'z') || (head[end] >= '0' && head[end] <= '9') ||
          head[end] == '-' || head[end] == '_'))
    ++end;
  return head.substr(at, end - at);
}

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 16> kSkipped{
    "script", "style", "noscript", "template", "svg",   "iframe", "form",   "button",
    "select", "nav",   "footer",   "canvas",   "video", "audio",  "object", "title"};
constexpr std::array<std::string_view, 36> kBlocks{
    "p",       "div",     "section", "article",    "main", "header", "aside",  "ul",
    "ol",      "li",      "table",   "tr",         "td",   "th",     "thead",  "tbody",
    "h1",      "h2",      "h3",      "h4",         "h5",   "h6",     "figure", "figcaption",
    "br",      "hr",      "pre",     "blockquote", "dl",   "dt",     "dd",     "address",
    "details", "summary", "body",    "html"};

class HtmlText {
 public:
  explicit HtmlText(Source& source) : source_(source) {}

  void walk(const xmlNode* node, int depth) {
    for (; node != nullptr && depth < 400; node = node->next) {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add(node->content);
      } else if (node->type == XML_ELEMENT_NODE) {
        element(node, depth);
      }
    }
  }
  void finish() { flush(); }

  void read_head(const xmlNode* node, int depth) {
    for (; node != nullptr && depth < 400; node = node->next) {
      if (node->type != XML_ELEMENT_NODE) continue;
      const std::string name = name_of(node);
      if (name == "meta") read_meta(node);
      read_head(node->children, depth + 1);
    }
  }

 private:
  static std::string name_of(const xmlNode* node) {
    return node->name == nullptr ? "" : lower(reinterpret_cast<const char*>(node->name));
  }
  static std::string attribute(const xmlNode* node, const char* name) {
    xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
    if (value == nullptr) return {};
    std::string out(reinterpret_cast<const char*>(value));
    xmlFree(value);
    return out.substr(0, 1000);
  }

  void read_meta(const xmlNode* node) {
    const std::string name =
        lower(attribute(node, "name") + attribute(node, "property") + attribute(node, "itemprop"));
    const std::string content = attribute(node, "content");
    if (content.empty()) return;
    if (name == "author" || name == "article:author") {
      if (source_.byline.empty() && content.find("://") == std::string::npos)
        source_.byline = content;
    } else if (name == "article:published_time" || name == "datepublished" || name == "date") {
      if (source_.published.empty()) source_.published = content;
    } else if (name == "og:title" && source_.title.empty()) {
      source_.title = content;
    }
  }

  void element(const xmlNode* node, int depth) {
    const std::string name = name_of(node);
    if (is_one_of(name, kSkipped) || attribute(node, "aria-hidden") == "true" ||
        xmlHasProp(node, reinterpret_cast<const xmlChar*>("hidden")) != nullptr)
      return;
    if (name == "time" && source_.published.empty())
      source_.published = attribute(node, "datetime");
    const bool block = is_one_of(name, kBlocks);
    const Hint before = hint_;
    if (block) {
      flush();
      if (const Hint hint = hint_of(node, name); hint != Hint::kNone) hint_ = hint;
    }
    if (name == "a") ++links_;
    walk(node->children, depth + 1);
    if (name == "a") --links_;
    if (block) {
      flush();
      hint_ = before;
    }
  }

  static Hint hint_of(const xmlNode* node, const std::string& name) {
    if (name == "h1") return Hint::kTitle;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '2' && name[1] <= '6')
      return Hint::kHeading;
    if (name == "figcaption") return Hint::kCaption;
    if (name == "blockquote") return Hint::kQuote;
    if (name == "li" || name == "td") return Hint::kItem;
    const std::string marks = lower(attribute(node, "class") + " " + attribute(node, "itemprop"));
    if (marks.find("byline") != std::string::npos || marks.find("author") != std::string::npos)
      return Hint::kByline;
    return Hint::kNone;
  }

  void add(const xmlChar* content) {
    if (content == nullptr || source_.text.size() + line_.size() > kMostText) return;
    for (const char* c = reinterpret_cast<const char*>(content); *c != '\0'; ++c) {
      if (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\r' || *c == '\f') {
        if (!line_.empty() && line_.back() != ' ') line_ += ' ';
      } else {
        line_ += *c;
        ++(links_ > 0 ? linked_ : unlinked_);
      }
    }
  }

  void flush() {
    while (!line_.empty() && line_.back() == ' ') line_.pop_back();
    if (!line_.empty()) {
      const auto begin = static_cast<uint32_t>(source_.text.size());
      source_.text += line_;
      const bool only_links = linked_ > 0 && unlinked_ * 8 < linked_ && hint_ != Hint::kTitle;
      source_.blocks.push_back(
          {{begin, static_cast<uint32_t>(source_.text.size())}, only_links ? Hint::kLinks : hint_});
      source_.text += '\n';
    }
    line_.clear();
    linked_ = unlinked_ = 0;
  }

  Source& source_;
  std::string line_;
  Hint hint_ = Hint::kNone;
  int links_ = 0;
  size_t linked_ = 0, unlinked_ = 0;
};

std::pair<std::string, std::string> page_as_utf8(std::string_view bytes) {
  if (!io::is_utf8(bytes) || bytes.find('\0') != std::string_view::npos) {
    const std::string declared = declared_charset(bytes);
    if (!declared.empty() && declared != "utf-8") {
      if (auto text = io::to_utf8(bytes, declared)) return {std::move(*text), declared};
    }
  }
  Decoded decoded = decode(bytes);
  return {std::move(decoded.text), decoded.encoding.empty() ? "unknown" : decoded.encoding};
}

}  // namespace

Result<Source> read_html(std::string_view bytes) {
  Source source;
  source.format = "html";
  source.extracted = true;
  auto [text, encoding] = page_as_utf8(bytes);
  source.encoding = std::move(encoding);
  for (char& c : source.encoding) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  std::replace(text.begin(), text.end(), '\0', ' ');
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> page(
      htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                         HTML_PARSE_NONET | HTML_PARSE_COMPACT),
      &xmlFreeDoc);
  if (!page) return fail("reading.bad_html");
  HtmlText reader(source);
  reader.read_head(xmlDocGetRootElement(page.get()), 0);
  reader.walk(xmlDocGetRootElement(page.get()), 0);
  reader.finish();
  return source;
}

}  // namespace dostyq::reading
