# cmake -DOUT=embedded_messages.cpp -DFILES="a.toml;b.toml" -P embed_messages.cmake
# Writes C++ that defines i18n::embedded_messages() (catalogue.hpp).
set(CODE "#include \"i18n/catalogue.hpp\"\n\nnamespace dostyq::i18n {\nnamespace {\n")
string(APPEND CODE "constexpr MessageFile kFiles[] = {\n")
foreach(FILE IN LISTS FILES)
  get_filename_component(NAME ${FILE} NAME)
  file(READ ${FILE} TEXT)
  string(APPEND CODE "    {\"${NAME}\", R\"dostyq~(${TEXT})dostyq~\"},\n")
endforeach()
string(APPEND CODE "};\n}  // namespace\n\n")
string(APPEND CODE "std::span<const MessageFile> embedded_messages() { return kFiles; }\n}  // namespace dostyq::i18n\n")
file(WRITE ${OUT} "${CODE}")
