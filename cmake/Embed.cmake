# dostyq_embed(TARGET SYMBOL FILE): the bytes of FILE inside TARGET, read in C++ as
#   namespace dostyq::embedded { std::string_view SYMBOL(); }
# The file is built or fetched by ./dev build (npm) before CMake runs.
set(DOSTYQ_EMBEDDED_TEMPLATE ${CMAKE_CURRENT_LIST_DIR}/embedded.cpp.in)

function(dostyq_embed TARGET SYMBOL FILE)
  if(NOT EXISTS "${FILE}")
    message(FATAL_ERROR "${FILE} is missing: run ./dev build, which makes it before it configures CMake")
  endif()
  set(EMBEDDED_NAME ${SYMBOL})
  set(EMBEDDED_FILE "${FILE}")
  set(CODE "${CMAKE_CURRENT_BINARY_DIR}/embedded_${SYMBOL}.cpp")
  configure_file("${DOSTYQ_EMBEDDED_TEMPLATE}" "${CODE}" @ONLY)
  set_source_files_properties("${CODE}" PROPERTIES OBJECT_DEPENDS "${FILE}")
  target_sources(${TARGET} PRIVATE "${CODE}")
endfunction()
