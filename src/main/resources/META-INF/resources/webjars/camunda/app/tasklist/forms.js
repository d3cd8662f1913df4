/*
 * What the forms of the task list share. A form's script begins so:
 *
 *   inject(['$http', function ($http) {
 *     const form = zhangfang.form($scope, camForm, $http);
 *
 * and has then
 *   form.get(path, data => …)         reads our API; what fails is said in {{ problem }}, or handed to a third argument
 *   form.task(about => …)             a task's form: about.company is the API path of its company, about.id the case's id
 *   form.month((month, company) => …) a task of a service month: sets $scope.view and $scope.month, then calls
 *   form.companies(rows => …)         a start form: the companies of this person; a single one is chosen already
 *   form.put('name', 'Type', value)   submits a value for this step only; called in camForm.on('submit', …)
 *
 * In the page: {{ text | zfTime }}, {{ text | zfDay }}, {{ amount | zfYuan }}; <zf-fact label="企业">…</zf-fact> for one line
 * of what is decided about, <zf-invoice-application of="…"> and <zf-invoice-return of="…"> for all of theirs; and files that are sent at once, as drafts
 * of the task or of the company, and listed with their progress (model: an array of {id, name}):
 *
 *   <zf-files model="slips" category="TRANSFER_SLIP" task="taskId" required></zf-files>
 *   <zf-files model="papers" category="{{ category }}" task="taskId" multiple required="way === 'UPLOAD'"></zf-files>
 *   <zf-files model="slips" category="TRANSFER_SLIP" company="input.companyId" multiple></zf-files>
 *
 * and form.put('documentIds', 'Json', form.ids($scope.slips)). zhangfang.requestKey() is an id for a form that must not be
 * taken twice.
 */
const angular = window.angular;

const MAX_BYTES = 10000000;
const UNREADABLE = '内容未能载入，请刷新页面后重试。';

/** The sentence of a problem of our API: the first field's reason, or the whole. */
function sentence(answer, otherwise) {
  const first = answer && answer.errors && answer.errors[0];
  return (first && first.reason) || (answer && answer.detail) || otherwise;
}

function form($scope, camForm, $http) {
  const variables = camForm.variableManager;
  const explain = answer => { $scope.problem = sentence(answer.data, UNREADABLE); };
  $scope.taskId = camForm.taskId;

  function get(path, then, otherwise = explain) {
    return $http.get(path).then(answer => then(answer.data), otherwise);
  }

  return {
    get,
    task(then) {
      camForm.on('form-loaded', () => ['companyId', 'caseId'].forEach(name => variables.fetchVariable(name)));
      camForm.on('variables-fetched', () => then({
        company: '/api/companies/' + variables.variableValue('companyId'),
        id: variables.variableValue('caseId')
      }));
    },
    month(then = () => {}) {
      get('/api/tasks/' + camForm.taskId + '/service-month', view => {
        $scope.view = view;
        $scope.month = view.details.month;
        then($scope.month, '/api/companies/' + $scope.month.companyId);
      });
    },
    companies(then = () => {}) {
      get('/api/session', session => {
        $scope.companies = session.companies;
        $scope.input = $scope.input || {};
        if (session.companies.length === 1) {
          $scope.input.companyId = session.companies[0].id;
        }
        then(session.companies);
      });
    },
    put(name, type, value) {
      const known = value === undefined || value === null ? { String: '', Json: [], Boolean: false }[type] : value;
      if (variables.variables[name]) {
        variables.variableValue(name, known);
      } else {
        variables.createVariable({ name, type, value: known });
      }
      variables.variable(name).valueInfo = { transient: true };
    },
    ids: files => (files || []).map(file => file.id)
  };
}

function upload(file, fields, session, entry, changed) {
  const data = new FormData();
  data.append('file', file);
  Object.entries(fields).filter(([, value]) => value).forEach(([name, value]) => data.append(name, value));
  const request = new XMLHttpRequest();
  request.open('POST', '/api/documents');
  request.setRequestHeader(session.csrfHeader, session.csrfToken);
  request.setRequestHeader('Accept', 'application/json');
  request.upload.onprogress = sent => changed(() => {
    entry.percent = sent.lengthComputable ? Math.round(sent.loaded * 100 / sent.total) : 0;
  });
  const failed = answer => changed(() => {
    entry.problem = sentence(answer, '文件“' + file.name + '”上传失败，请检查网络后重试。');
  });
  request.onload = () => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch (unreadable) { /* said as failed */ }
    if (request.status !== 201) {
      failed(answer);
    } else {
      changed(() => Object.assign(entry, { percent: 100, id: answer.id, name: answer.fileName }));
    }
  };
  request.onerror = () => failed(null);
  request.send(data);
}

const filesTemplate = `
  <div class="zf-files" ng-class="{ 'zf-files-over': over }">
    <label class="btn btn-default btn-sm">选择文件
      <input type="file" class="sr-only" accept=".pdf,.ofd,.xml,.png,.jpg,.jpeg,.xlsx,.csv,.zip">
    </label>
    <span class="text-muted">或拖到这里。PDF、OFD、XML、PNG、JPEG、XLSX、CSV 或 ZIP，每个不超过 10 MB。</span>
    <ul class="list-unstyled">
      <li ng-repeat="entry in entries track by $index">
        <span ng-class="{ 'text-danger': entry.problem }">{{ entry.problem || entry.name }}</span>
        <span ng-if="!entry.id && !entry.problem">
          <progress max="100" value="{{ entry.percent }}"></progress> {{ entry.percent }} %</span>
        <button type="button" class="btn btn-link btn-xs" ng-if="entry.id || entry.problem"
                ng-click="remove($index)">删除</button>
      </li>
    </ul>
    <div class="text-danger" ng-if="needed()">请上传文件。</div>
  </div>`;

function files($http) {
  return {
    restrict: 'E',
    require: '?^^form',
    scope: { model: '=', category: '@', task: '=', company: '=' },
    template: filesTemplate,
    link(scope, element, attributes, formController) {
      // an attribute alone says yes, one with a condition asks it
      const required = () => attributes.required !== undefined
        && (attributes.required === '' || attributes.required === true || scope.$parent.$eval(attributes.required));
      const multiple = attributes.multiple !== undefined;
      const chooser = element[0].querySelector('input');
      chooser.multiple = multiple;
      chooser.setAttribute('aria-label', attributes.label || '选择文件');
      scope.entries = [];
      scope.touched = false;
      scope.control = { $name: 'files' };

      const settle = () => {
        scope.model = scope.entries.filter(entry => entry.id).map(({ id, name }) => ({ id, name }));
        if (formController) {
          const sending = scope.entries.some(entry => !entry.id && !entry.problem);
          formController.$setValidity('zfFiles', !sending && (!required() || scope.model.length > 0), scope.control);
        }
      };
      scope.needed = () => required() && scope.touched && !scope.entries.length;
      const changed = change => scope.$apply(() => { change(); settle(); });

      const session = then => $http.get('/api/session').then(answer => then(answer.data));
      const discard = entry => entry.id && session(who => $http.delete('/api/documents/' + entry.id,
          { headers: { [who.csrfHeader]: who.csrfToken } }));
      scope.remove = index => {
        scope.touched = true;
        discard(scope.entries.splice(index, 1)[0]);
        settle();
      };

      const take = list => session(who => {
        if (!multiple) {
          scope.entries.splice(0).forEach(discard);
        }
        list.slice(0, multiple ? list.length : 1).forEach(file => {
          const entry = { name: file.name, percent: 0 };
          scope.entries.push(entry);
          if (file.size > MAX_BYTES) {
            entry.problem = '文件“' + file.name + '”超过 10 MB，请压缩或拆分后上传。';
          } else {
            upload(file, { taskId: scope.task, companyId: scope.task ? null : scope.company,
              category: scope.category }, who, entry, changed);
          }
        });
        settle();
      });
      chooser.addEventListener('change', () => {
        // the chooser's own list empties when the chooser is set back
        const chosen = Array.from(chooser.files);
        chooser.value = '';
        take(chosen);
      });
      element.on('dragover dragleave drop', event => {
        event.preventDefault();
        scope.$apply(() => { scope.over = event.type === 'dragover'; });
        if (event.type === 'drop') {
          take(Array.from((event.originalEvent || event).dataTransfer.files));
        }
      });
      scope.$watch(required, settle);
      element.on('$destroy', () => formController && formController.$setValidity('zfFiles', null, scope.control));
    }
  };
}

const fact = () => ({
  restrict: 'E',
  transclude: true,
  scope: { label: '@' },
  template: `
    <div class="form-group">
      <label class="col-sm-3 control-label">{{ label }}</label>
      <div class="col-sm-9"><p class="form-control-static" ng-transclude></p></div>
    </div>`
});

/** What was applied for, as its customer saw it then. */
const invoiceApplication = () => ({
  restrict: 'E',
  scope: { a: '=of' },
  template: `
  <zf-fact label="企业">{{ a.companyName }}</zf-fact>
  <zf-fact label="申请编号">{{ a.id }}（{{ a.appliedAt | zfTime }}）</zf-fact>
  <zf-fact label="金额"><strong>{{ a.amount | zfYuan }}</strong><br>{{ a.amountInWords }}</zf-fact>
  <zf-fact label="开票信息">{{ a.title.typeName }}<br><strong>{{ a.title.name }}</strong><span ng-if="a.title.taxNumber"><br>税号：{{ a.title.taxNumber }}</span><span ng-if="a.title.registeredAddress"><br>地址电话：{{ a.title.registeredAddress }} {{ a.title.registeredPhone }}</span><span ng-if="a.title.bank"><br>开户行及账号：{{ a.title.bank }} {{ a.title.bankAccount }}</span></zf-fact>
  <zf-fact label="{{ a.address.kindName }}">{{ a.address.recipient }} {{ a.address.phone }}<br>{{ a.address.line }} {{ a.address.postcode }}</zf-fact>`
});

/** What is sent back, and why. */
const invoiceReturn = () => ({
  restrict: 'E',
  scope: { r: '=of' },
  template: `
  <zf-fact label="企业">{{ r.companyName }}</zf-fact>
  <zf-fact label="退票编号">{{ r.id }}（{{ r.appliedAt | zfTime }}）</zf-fact>
  <zf-fact label="原发票">{{ r.invoice.kindName }} {{ r.invoice.fullNumber }}（{{ r.invoice.date }}）<br>购买方：{{ r.buyerName }}</zf-fact>
  <zf-fact label="原金额">{{ r.amount | zfYuan }}，未红冲 <strong>{{ r.left | zfYuan }}</strong></zf-fact>
  <zf-fact label="退票原因">{{ r.reasonName }}<span ng-if="r.note"><br>{{ r.note }}</span></zf-fact>
  <zf-fact label="用途确认">{{ r.deducted ? '购买方已做用途确认（抵扣），须有红字信息确认单' : '未做用途确认' }}</zf-fact>
  <zf-fact ng-if="r.onPaper" label="寄回">{{ r.courier }} {{ r.trackingNumber }}<br>材料：{{ r.materialsName }}</zf-fact>`
});

// the engine writes +0800, our own API +08:00; both are told as they stand, the first 16 characters of them
const time = () => text => text ? String(text).replace('T', ' ').slice(0, 16) : '';
const day = () => text => text ? String(text).slice(0, 10) : '';
const yuan = () => amount => amount === undefined || amount === null || amount === '' ? ''
  : String(amount).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') + ' 元';

// the task list's own module does not exist yet when this runs; AngularJS's does
angular.module('ng').config(['$compileProvider', '$filterProvider', (compile, filters) => {
  compile.directive('zfFiles', ['$http', files]);
  compile.directive('zfFact', fact);
  compile.directive('zfInvoiceApplication', invoiceApplication);
  compile.directive('zfInvoiceReturn', invoiceReturn);
  filters.register({ zfTime: time, zfDay: day, zfYuan: yuan });
}]);

// one form is one request, however often it is sent
const requestKey = () => Date.now().toString(36) + Math.random().toString(36).slice(2);

window.zhangfang = { form, requestKey };
