#include "io/xml.hpp"
#include "io/zip_archive.hpp"
#include "reading/source.hpp"

namespace dostyq::reading {
namespace {

class DocxText : public io::XmlHandler {
 public:
  explicit DocxText(Source& source) : source_(source) {}

  void begin(std::string_view name, const Attributes& attributes) override {
    // What old programs are shown instead of a drawing or a text box: the same words again.
    if (name == "Fallback") ++skipped_;
    if (skipped_ > 0) return;
    if (name == "p") {
      flush();
      hint_ = Hint::kNone;
    } else if (name == "t") {
      in_text_ = true;
    } else if (name == "tab" || name == "br" || name == "cr") {
      line_ += ' ';
    } else if (name == "noBreakHyphen") {
      line_ += '-';
    } else if (name == "numPr") {
      hint_ = Hint::kItem;
    } else if (name == "pStyle") {
      for (const auto& [key, value] : attributes) {
        if (!key.ends_with("val")) continue;
        if (value.starts_with("Title")) hint_ = Hint::kTitle;
        if (value.starts_with("Heading") || value.starts_with("Subtitle")) hint_ = Hint::kHeading;
      }
    }
  }
  void end(std::string_view name) override {
    if (name == "Fallback") --skipped_;
    if (name == "t") in_text_ = false;
    if (name == "p" && skipped_ == 0) flush();
  }
  void text(std::string_view piece) override {
    if (in_text_ && skipped_ == 0 && source_.text.size() + line_.size() < kMostText) line_ += piece;
  }

 private:
  void flush() {
    size_t begin = 0;
    while (begin < line_.size() && (line_[begin] == ' ' || line_[begin] == '\n')) ++begin;
    while (line_.size() > begin && (line_.back() == ' ' || line_.back() == '\n')) line_.pop_back();
    if (begin < line_.size()) {
      for (char& c : line_) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
      }
      const auto from = static_cast<uint32_t>(source_.text.size());
      source_.text.append(line_, begin);
      source_.blocks.push_back({{from, static_cast<uint32_t>(source_.text.size())}, hint_});
      source_.text += '\n';
    }
    line_.clear();
  }

  Source& source_;
  std::string line_;
  Hint hint_ = Hint::kNone;
  bool in_text_ = false;
  int skipped_ = 0;
};

}  // namespace

Result<Source> read_docx(std::string_view bytes) {
  const auto archive = io::ZipArchive::open(bytes);
  if (!archive || !archive->has("word/document.xml")) return fail("reading.bad_docx");
  const io::ZipArchive::Content document = archive->read("word/document.xml", kMostBytes);
  if (document.failure != io::ZipArchive::Failure::kNone) return fail("reading.bad_docx");
  Source source;
  source.format = "docx";
  source.encoding = "UTF-8";
  source.extracted = true;
  DocxText reader(source);
  if (!io::parse_xml(document.bytes, reader)) return fail("reading.bad_docx");
  return source;
}

}  // namespace dostyq::reading
