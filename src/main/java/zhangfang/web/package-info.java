/** Pages and the HTTP API. */
package zhangfang.web;
